"""dbt's own command without the collector of cycles: `python -P -m flows.dbt_process …`.

It would walk all that dbt keeps again and again, for the little that a process of seconds leaves
behind: a build of one page onto the sample took a fifth more CPU with it.
"""

import gc

gc.disable()

from dbt.cli.main import cli  # noqa: E402 (what it imports lasts, too)

if __name__ == "__main__":
    cli(prog_name="dbt")
