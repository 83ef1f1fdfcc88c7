"""The devices page (F9): how each device is doing, its trial, its set-up, and what is printed."""
