# cmake -DOUTPUT=<header> -DNAMESPACE=<namespace> -DFILES=<a|b|c> -P embed_texts.cmake
# Makes one header of text files: digest.txt.mustache becomes the constant NAMESPACE::digest_txt_mustache.
cmake_minimum_required(VERSION 3.25)
set(text "// Made by embed_texts.cmake; edit the files it names.\n#pragma once\n\n#include <string_view>\n\n")
string(APPEND text "namespace ${NAMESPACE} {\n\n")
string(REPLACE "|" ";" files "${FILES}")
foreach(path IN LISTS files)
  get_filename_component(name ${path} NAME)
  string(REGEX REPLACE "[^A-Za-z0-9]" "_" name ${name})
  # Read as hex, so that CMake's own rules for brackets and semicolons leave the text alone.
  file(READ ${path} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(REGEX REPLACE "(\\\\x0a)" "\\1\"\n    \"" bytes "${bytes}")
  string(APPEND text "inline constexpr std::string_view ${name} =\n    \"${bytes}\";\n\n")
endforeach()
string(APPEND text "}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${text}")
