"""Hypothesis profiles, chosen by HYPOTHESIS_PROFILE: campaign for a long search, find without
shrinking.
"""

import os

from hypothesis import HealthCheck, Phase, settings

_slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile(
    "default", max_examples=150, deadline=None, database=None, suppress_health_check=_slow
)
settings.register_profile("campaign", settings.get_profile("default"), max_examples=5_000)
settings.register_profile(
    "find", settings.get_profile("default"), max_examples=1_500, phases=[Phase.generate],
    report_multiple_bugs=False,
)  # fmt: skip
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
