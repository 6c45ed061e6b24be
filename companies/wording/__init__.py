"""What a posting must not say: rules as data, each with the law it comes from."""

from .finding import Breach, breaches_in
from .rules import Rule, load_rules

__all__ = ["Breach", "Rule", "breaches_in", "load_rules"]
