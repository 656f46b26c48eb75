"""Warm kernels: Jupyter kernels forked from a process that has already imported the slow packages.

Everything that runs notebooks through ``jupyter_client`` gets them unchanged: Jupyter Book, nbval, nbgrader, nbclient,
JupyterLab. See ``README.md`` in this folder. The package uses nothing of the course and could stand alone.
"""

from .serving import serve

__all__ = ["serve"]
