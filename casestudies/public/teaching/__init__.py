"""The classroom: the teaching page, the projector, the handout, the packages, and the door of teacher passes."""
