# Everything comes from the distribution's packages; scripts/setup installs them.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(RapidJSON REQUIRED)
if(SFN_BUILD_TESTS)
  find_package(Catch2 REQUIRED)  # 2 and 3 both work: base/testing/catch.h hides the difference
endif()

add_library(sfn_rapidjson INTERFACE)
target_include_directories(sfn_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS})
