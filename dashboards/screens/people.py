"""Soon."""

from dashboards import show

show.nothing("x")
