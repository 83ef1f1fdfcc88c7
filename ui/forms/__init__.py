"""Questionnaires: any form that HQ publishes, asked by keyboard for the customer at the counter."""
