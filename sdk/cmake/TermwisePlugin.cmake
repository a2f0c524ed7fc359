# How a plugin is built and tested.

# termwise_add_plugin(NAME SOURCES files... [LIBRARIES targets...])
# The target termwise-NAME: the plugin as NAME's file, termwise-NAME.so. It exports tw_plugin_entry and nothing else, and
# what it needs and does not have is an error when it is linked, not when it is loaded. (Set TERMWISE_PLUGIN_MAY_LACK for
# a build with sanitizers, whose functions come with the program.)
function(termwise_add_plugin name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  set(target termwise-${name})
  set(exports ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/exports.map)
  add_library(${target} MODULE ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES} Termwise::sdk)
  target_compile_options(${target} PRIVATE -Wall -Wextra -fstack-protector-strong)
  target_link_options(${target} PRIVATE
    LINKER:--version-script=${exports} LINKER:--gc-sections LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack)
  if(NOT TERMWISE_PLUGIN_MAY_LACK)
    target_link_options(${target} PRIVATE LINKER:--no-undefined)
  endif()
  set_target_properties(${target} PROPERTIES
    PREFIX "" SUFFIX ".so" POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${exports})
endfunction()

# termwise_add_plugin_test(NAME SOURCES files...)
# GoogleTests of the plugin's file, for ctest. In them TERMWISE_PLUGIN_FILE is its path and TERMWISE_GOLDEN the folder
# golden/ beside this CMakeLists.txt.
function(termwise_add_plugin_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  set(target termwise-${name}-test)
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE Termwise::sdk GTest::gtest_main ${CMAKE_DL_LIBS})
  target_compile_definitions(${target} PRIVATE
    TERMWISE_PLUGIN_FILE="$<TARGET_FILE:termwise-${name}>" TERMWISE_GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden/")
  add_dependencies(${target} termwise-${name})
  gtest_discover_tests(${target})
endfunction()
