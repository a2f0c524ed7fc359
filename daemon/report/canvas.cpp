#include "report/canvas.h"

#include <cairo.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include "report/chart_text.h"

#ifdef TERMWISE_SANITIZED
// fontconfig links its settings by offsets instead of pointers, so LeakSanitizer takes what it keeps for lost.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig.so\n"; }
#endif

namespace termwise::report {
namespace {

struct Unreference {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

using Layout = std::unique_ptr<PangoLayout, Unreference>;

// Fonts of this picture alone, freed with it. Everything that a desktop's or a user's settings could change is said here.
PangoContext* new_fonts() {
  PangoFontMap* map = pango_cairo_font_map_new();
  PangoContext* context = pango_font_map_create_context(map);
  g_object_unref(map);
  const std::unique_ptr<cairo_font_options_t, Unreference> options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options.get());
  pango_cairo_context_set_resolution(context, 96);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("en-gb"));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  return context;
}

Layout layout_of(PangoContext* fonts, const std::string& line, Font font) {
  Layout layout(pango_layout_new(fonts));
  const std::unique_ptr<PangoFontDescription, Unreference> description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), "DejaVu Sans,sans-serif");
  pango_font_description_set_weight(description.get(), font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(description.get(), font.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), description.get());
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_auto_dir(layout.get(), FALSE);  // a label in Arabic keeps its place on the left, too
  const std::string text = plain_line(line);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

void Canvas::Destroy::operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
void Canvas::Destroy::operator()(cairo_t* context) const { cairo_destroy(context); }
void Canvas::Destroy::operator()(PangoContext* fonts) const { g_object_unref(fonts); }

Canvas::Canvas(int width, int height, int scale)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width * scale, height * scale)),
      context_(cairo_create(surface_.get())),
      fonts_(new_fonts()) {
  cairo_scale(context_.get(), scale, scale);
}

void Canvas::fill(const Rectangle& area, Colour colour) {
  cairo_set_source_rgb(context_.get(), colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
  cairo_rectangle(context_.get(), area.x, area.y, area.width, area.height);
  cairo_fill(context_.get());
}

void Canvas::write(const std::string& line, const Rectangle& area, Font font, Colour colour, Align align) {
  const Layout layout = layout_of(fonts_.get(), line, font);
  pango_layout_set_width(layout.get(), static_cast<int>(area.width * PANGO_SCALE));
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment(layout.get(), align == Align::left ? PANGO_ALIGN_LEFT : PANGO_ALIGN_CENTER);
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  cairo_set_source_rgb(context_.get(), colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
  cairo_move_to(context_.get(), area.x, area.y + (area.height - static_cast<double>(height) / PANGO_SCALE) / 2);
  pango_cairo_layout_path(context_.get(), layout.get());  // outlines: no font setting decides how they are filled
  cairo_fill(context_.get());
}

double Canvas::width_of(const std::string& line, Font font) const {
  int width = 0;
  pango_layout_get_size(layout_of(fonts_.get(), line, font).get(), &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

Result<std::string> Canvas::png() const {
  std::string bytes;
  cairo_status_t status = cairo_status(context_.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_write_to_png_stream(surface_.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS)
    return Error{ExitCode::internal,
                 fmt::format("The chart could not be drawn: cairo says '{}'.", cairo_status_to_string(status))};
  return bytes;
}

}  // namespace termwise::report
