"""Filmhouse: from raw film pages to an audited star schema."""

__version__ = "0.1.0"
