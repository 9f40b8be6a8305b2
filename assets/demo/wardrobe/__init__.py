__metaxy_project__ = "wardrobe"
