"""From files to chapters: in come a project's files, out come a manuscript and document trees."""
