"""Questionnaires that are data: read, enabled, checked and answered as FHIR R4B describes them."""
