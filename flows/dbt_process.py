"""dbt's own command without the collector of cycles: `python -P -m flows.dbt_process …`.

It would walk dbt's million lasting objects again and again, half a second each time, for the
little that a process of seconds leaves behind.
"""

import gc

gc.disable()

from dbt.cli.main import cli  # noqa: E402 (what it imports lasts, too)

if __name__ == "__main__":
    cli(prog_name="dbt")
