// The Workbench module.
