"""Run one management command of the small site."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "small_settings"
    execute_from_command_line(sys.argv)
