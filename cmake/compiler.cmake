# How our own code is compiled: warnings, sanitizers, linker, ccache.
add_library(sfn_compiler INTERFACE)
target_compile_options(sfn_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor)
# GCC 12 sees writes into strings and optionals, once they are inlined, that no run makes (as in GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sfn_compiler INTERFACE -Wno-restrict $<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized>)
endif()
if(SFN_WARNINGS_AS_ERRORS)
  target_compile_options(sfn_compiler INTERFACE -Werror)
endif()

if(SFN_SANITIZERS)
  add_compile_options(-fsanitize=${SFN_SANITIZERS} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SFN_SANITIZERS})
  if(SFN_SANITIZERS MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
      # RapidJSON's empty stack adds to a null pointer; GCC has no such check.
      add_compile_options(-fno-sanitize=pointer-overflow)
    endif()
  endif()
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_definitions(_FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  add_compile_options(-fstack-protector-strong)
  add_link_options(-pie -Wl,-z,relro -Wl,-z,now)
endif()

# Builds that check the code do without precompiled headers, since these hide a missing include.
set(SFN_STANDARD_HEADERS
  <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <stdexcept> <string> <string_view>
  <unordered_map> <utility> <variant> <vector>)
function(sfn_precompile_headers target)
  if(SFN_PRECOMPILED_HEADERS)
    target_precompile_headers(${target} PRIVATE ${SFN_STANDARD_HEADERS} ${ARGN})
  endif()
endfunction()
if(SFN_PRECOMPILED_HEADERS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)  # lets ccache see what a precompiled header holds
endif()

find_program(SFN_CCACHE ccache)
if(SFN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SFN_CCACHE})
endif()
find_program(SFN_LLD ld.lld)
if(SFN_LLD)
  add_link_options(-fuse-ld=lld)
endif()
