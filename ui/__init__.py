"""The Qt screens. They talk to services and know nothing of storage, sync or hardware."""
