"""Several people at one case study: what was typed is kept, who else is there is shown, two versions become one."""
