"""The draft as readers will see it: live beside the form, and by private links."""
