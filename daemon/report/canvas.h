// A picture in memory, drawn in CSS pixels and written as a PNG. The only user of cairo and pango. What it draws
// depends on the fonts of the machine, not on how a user likes them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _PangoContext PangoContext;

namespace termwise::report {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

struct Rectangle {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct Font {
  double size = 12;  // of an em, in CSS pixels
  bool bold = false;
};

enum class Align { left, centre };

class Canvas {
 public:
  // `scale` pixels of the picture are one CSS pixel. Opaque, and black until something is drawn.
  Canvas(int width, int height, int scale);

  void fill(const Rectangle& area, Colour colour);
  // One line within the area's width, cut with an ellipsis, vertically in the middle of the area.
  void write(const std::string& line, const Rectangle& area, Font font, Colour colour, Align align);
  double width_of(const std::string& line, Font font) const;

  // Error (exit 70): cairo's words for the first thing that went wrong since the beginning.
  Result<std::string> png() const;

 private:
  struct Destroy {
    void operator()(cairo_surface_t* surface) const;
    void operator()(cairo_t* context) const;
    void operator()(PangoContext* fonts) const;
  };

  std::unique_ptr<cairo_surface_t, Destroy> surface_;
  std::unique_ptr<cairo_t, Destroy> context_;
  std::unique_ptr<PangoContext, Destroy> fonts_;
};

}  // namespace termwise::report
