"""The pure reader of film pages: bytes in, records out. Standard library only, no I/O."""
