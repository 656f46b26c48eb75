"""What runs inside the sandbox: the template process and the kernels that it forks. Imports nothing else of grading."""
