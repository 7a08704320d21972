# Everything comes from the distribution's packages; scripts/setup installs them.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(RapidJSON REQUIRED)
# PCRE2's package brings no CMake file.
find_path(SFN_PCRE2_INCLUDE_DIR pcre2.h REQUIRED)
find_library(SFN_PCRE2_LIBRARY pcre2-8 REQUIRED)
if(SFN_BUILD_TESTS)
  find_package(Catch2 REQUIRED)  # 2 and 3 both work: base/testing/catch.h hides the difference
endif()

add_library(sfn_rapidjson INTERFACE)
target_include_directories(sfn_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS})

add_library(sfn_pcre2 INTERFACE)
target_include_directories(sfn_pcre2 SYSTEM INTERFACE ${SFN_PCRE2_INCLUDE_DIR})
target_link_libraries(sfn_pcre2 INTERFACE ${SFN_PCRE2_LIBRARY})
