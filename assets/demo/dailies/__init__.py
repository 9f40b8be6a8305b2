__metaxy_project__ = "dailies"
