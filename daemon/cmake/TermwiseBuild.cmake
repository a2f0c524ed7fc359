# Compiler flags shared by every target, and one function per kind of target.

add_library(termwise_flags INTERFACE)
target_compile_options(termwise_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  -Wimplicit-fallthrough -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(termwise_flags INTERFACE -Wno-missing-field-initializers)
endif()

if(TERMWISE_SANITIZE)
  add_compile_options(-fsanitize=${TERMWISE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TERMWISE_SANITIZE})
  add_compile_definitions(TERMWISE_SANITIZED=1)
endif()
if(TERMWISE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(TERMWISE_SANITIZED=1)
endif()

# termwise_library(FOLDER [DEPENDS folders...] [LIBRARIES third-party targets...])
# One folder under daemon/ is one static library made of every .cpp file in it.
function(termwise_library folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(termwise_${folder} STATIC ${sources})
  target_include_directories(termwise_${folder} PUBLIC ${CMAKE_SOURCE_DIR}/daemon)
  target_link_libraries(termwise_${folder} PRIVATE termwise_flags)
  foreach(dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(termwise_${folder} PUBLIC termwise_${dependency})
  endforeach()
  target_link_libraries(termwise_${folder} PRIVATE ${ARG_LIBRARIES})
endfunction()

# termwise_embed(FOLDER FILES...)
# The text files as constants in <FOLDER/texts.h>, of the namespace termwise::FOLDER::texts; editing one rebuilds its users:
# the folder's library, or in app/ the program `termwise`.
function(termwise_embed folder)
  set(target termwise_${folder})
  if(NOT TARGET ${target})
    set(target termwise)
  endif()
  set(header ${CMAKE_CURRENT_BINARY_DIR}/generated/${folder}/texts.h)
  set(script ${CMAKE_SOURCE_DIR}/daemon/cmake/embed_texts.cmake)
  list(JOIN ARGN "|" files)
  add_custom_command(
    OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${header} -DNAMESPACE=termwise::${folder}::texts "-DFILES=${files}" -P ${script}
    DEPENDS ${ARGN} ${script}
    COMMENT "Embedding texts of ${folder}/"
    VERBATIM)
  target_sources(${target} PRIVATE ${header})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()
