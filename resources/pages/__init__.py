"""Pages that HQ serves to people."""
