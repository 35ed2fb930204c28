"""Start a command, and tell what it and the processes that it waited for used.

A process of its own, and a small one: Linux lets the peak memory of a process begin with that of
the one that starts it, and a benchmark that has made a corpus would hide what it measures.
"""

import json
import resource
import subprocess
import sys

if __name__ == "__main__":
    done = subprocess.run(
        sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}
    said = done.stdout.decode(errors="replace")
    print(json.dumps({"code": done.returncode, "said": said, **figures}))
