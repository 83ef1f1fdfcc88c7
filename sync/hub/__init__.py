"""The HQ hub: FastAPI on PostgreSQL."""
