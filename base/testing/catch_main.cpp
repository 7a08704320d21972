#ifndef SFN_CATCH2_V3
#define CATCH_CONFIG_MAIN  // Catch2 2 generates main() here; Catch2 3 links its own
#endif
#include "base/testing/catch.h"
