#pragma once
// The only place that includes Catch2, so that moving between its major versions touches one file.
#ifdef SFN_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
