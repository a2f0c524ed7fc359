/* A shared library, but not a plugin. */
int an_ordinary_function(void);
int an_ordinary_function(void) { return 1; }
