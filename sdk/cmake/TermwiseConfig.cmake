include(${CMAKE_CURRENT_LIST_DIR}/TermwiseTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/TermwisePlugin.cmake)
