"""Use cases: functions of a unit of work, one module per desk."""
