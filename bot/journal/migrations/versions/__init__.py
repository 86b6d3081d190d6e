"""One module a version. What was released is never changed."""
