#include "report/bar_chart.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>

#include <cairo.h>
#include <gtest/gtest.h>

namespace termwise::report {
namespace {

constexpr int kPixels = 2;  // in a CSS pixel
constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;  // 0xRRGGBB

  std::uint32_t at(int x, int y) const { return pixels[static_cast<std::size_t>(y * width + x)]; }
};

Picture decoded(const std::string& png) {
  struct Reader {
    const std::string& bytes;
    std::size_t next = 0;
  } reader{png};
  const auto read = [](void* closure, unsigned char* data, unsigned int length) {
    auto& from = *static_cast<Reader*>(closure);
    if (length > from.bytes.size() - from.next) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, from.bytes.data() + from.next, length);
    from.next += length;
    return CAIRO_STATUS_SUCCESS;
  };
  cairo_surface_t* surface = cairo_image_surface_create_from_png_stream(read, &reader);
  Picture picture;
  EXPECT_EQ(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  picture.width = cairo_image_surface_get_width(surface);
  picture.height = cairo_image_surface_get_height(surface);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface) + 4 * x,
                  4);
      picture.pixels.push_back(pixel & 0xFFFFFFU);
    }
  cairo_surface_destroy(surface);
  return picture;
}

std::string png_of(const BarChart& chart) {
  auto png = bar_chart_png(chart);
  EXPECT_TRUE(png.ok());
  return png.ok() ? png.value() : std::string();
}

Picture drawn(const BarChart& chart) { return decoded(png_of(chart)); }

// WCAG 2.2, "relative luminance" and "contrast ratio".
double luminance(std::uint32_t colour) {
  const auto linear = [](std::uint32_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour >> 16U) + 0.7152 * linear((colour >> 8U) & 255U) + 0.0722 * linear(colour & 255U);
}

double contrast_with_white(std::uint32_t colour) { return 1.05 / (luminance(colour) + 0.05); }

// Without the border.
std::map<std::uint32_t, int> colours(const Picture& picture, int top, int bottom) {
  std::map<std::uint32_t, int> counts;
  for (int y = top; y < bottom; ++y)
    for (int x = 4; x < picture.width - 4; ++x) ++counts[picture.at(x, y)];
  return counts;
}

// The colour that covers most of the picture after the paper: the bars', if there are any.
std::uint32_t bar_colour(const Picture& picture) {
  auto counts = colours(picture, 4, picture.height - 4);
  counts.erase(0xFFFFFF);
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

struct Block {
  int left = 0;
  int right = 0;
  int height = 0;
};

std::vector<Block> blocks(const Picture& picture, std::uint32_t colour) {
  std::vector<Block> found;
  bool inside = false;
  for (int x = 4; x < picture.width - 4; ++x) {
    int height = 0;
    for (int y = 4; y < picture.height - 4; ++y) height += picture.at(x, y) == colour;
    if (height > 0 && !inside) found.push_back({x, x, height});
    if (height > 0) {
      EXPECT_EQ(found.back().height, height);
      found.back().right = x + 1;
    }
    inside = height > 0;
  }
  return found;
}

BarChart floor_chart(const std::vector<std::int64_t>& counts) {
  BarChart chart{"Schools below the KS2 floor standard", {}};
  int year = 10;
  for (const auto count : counts) {
    chart.bars.push_back({"20" + std::to_string(year) + "/" + std::to_string(year + 1), count, 300});
    ++year;
  }
  return chart;
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + 4; ++i) number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

TEST(BarChartPng, IsAnOpaquePngTwiceAsLargeAsShown) {  // the layout of IHDR: PNG specification, 11.2.1
  const std::string png = png_of(floor_chart({12, 10}));
  ASSERT_GT(png.size(), 33U);
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1A\n");
  EXPECT_EQ(png.substr(12, 4), "IHDR");
  EXPECT_EQ(big_endian(png, 16), 1080U);
  EXPECT_EQ(big_endian(png, 20), 440U);
  EXPECT_EQ(png[25], 2) << "colour without transparency";
}

TEST(BarChartPng, IsTheSameForTheSameChart) {
  const BarChart chart = floor_chart({12, 10, 0});
  EXPECT_EQ(png_of(chart), png_of(chart));
  EXPECT_NE(png_of(chart), png_of(floor_chart({12, 10, 1})));
}

TEST(BarChartPng, DoesNotDependOnHowAUserLikesFonts) {
  const auto file = std::filesystem::temp_directory_path() / ("termwise-fonts-" + std::to_string(getpid()) + ".conf");
  std::ofstream(file)
      << R"(<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include><match target="font">
      <edit name="antialias" mode="assign"><bool>false</bool></edit>
      <edit name="hintstyle" mode="assign"><const>hintfull</const></edit></match></fontconfig>)";
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();  // before this process has read its own fonts, where each test is run by itself
  if (child == 0) {
    setenv("FONTCONFIG_FILE", file.c_str(), 1);
    const std::string png = png_of(floor_chart({12, 10}));
    _exit(write(ends[1], png.data(), png.size()) == static_cast<ssize_t>(png.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string theirs;
  char buffer[4096];
  for (ssize_t length = 0; (length = read(ends[0], buffer, sizeof buffer)) > 0;)
    theirs.append(buffer, static_cast<std::size_t>(length));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  std::filesystem::remove(file);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(theirs, png_of(floor_chart({12, 10})));
}

TEST(BarChartPng, HasBarsInProportion) {
  for (const auto& counts : std::vector<std::vector<std::int64_t>>{
           {12, 10}, {7}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {kHuge, kHuge / 2, kHuge / 3}, {281, 1, 140}}) {
    const Picture picture = drawn(floor_chart(counts));
    const auto bars = blocks(picture, bar_colour(picture));
    ASSERT_EQ(bars.size(), counts.size());
    const auto highest = std::max_element(counts.begin(), counts.end()) - counts.begin();
    for (std::size_t i = 0; i < counts.size(); ++i)
      EXPECT_NEAR(bars[i].height,
                  bars[static_cast<std::size_t>(highest)].height *
                      (static_cast<double>(counts[i]) / static_cast<double>(counts[static_cast<std::size_t>(highest)])),
                  1);
  }
}

TEST(BarChartPng, ShowsTheSmallestCountThatIsNotZero) {
  const Picture picture = drawn(floor_chart({kHuge, 1, 0}));
  EXPECT_EQ(blocks(picture, bar_colour(picture)).size(), 2U);
}

TEST(BarChartPng, HasNoBarForZeroButItsNumber) {
  const Picture some = drawn(floor_chart({12, 0, 7}));
  const auto bars = blocks(some, bar_colour(some));
  ASSERT_EQ(bars.size(), 2U);
  int ink = 0;
  for (int y = 100; y < 366; ++y)
    for (int x = bars[0].right + 40; x < bars[1].left - 40; ++x) ink += contrast_with_white(some.at(x, y)) >= 4.5;
  EXPECT_GT(ink, 50) << "the 0 between the two bars";
}

TEST(BarChartPng, StandsOnABaseLineEvenWhereAllIsZero) {
  BarChart chart = floor_chart({0, 0});
  for (auto& bar : chart.bars) bar.total = 0;
  const Picture picture = drawn(chart);
  int longest = 0;
  for (int y = 4; y < picture.height - 4; ++y) {
    int length = 0;
    for (int x = 4; x < picture.width - 4; ++x) length += contrast_with_white(picture.at(x, y)) >= 3;
    longest = std::max(longest, length);
  }
  EXPECT_EQ(longest, 1000);
}

TEST(BarChartPng, HasNoAbsurdlyWideBar) {
  const Picture picture = drawn(floor_chart({3}));
  const auto bars = blocks(picture, bar_colour(picture));
  ASSERT_EQ(bars.size(), 1U);
  EXPECT_LE(bars[0].right - bars[0].left, 80 * kPixels);
}

TEST(BarChartPng, CanBeReadByEveryone) {
  const Picture picture = drawn(floor_chart({12, 10}));
  EXPECT_GE(contrast_with_white(bar_colour(picture)), 3);
  EXPECT_GE(contrast_with_white(picture.at(0, 0)), 3) << "border";
  EXPECT_EQ(picture.at(10, 10), 0xFFFFFFU) << "paper";
  for (const auto& [top, bottom] : {std::pair(24, 72), std::pair(376, 424)}) {  // the title, the years
    std::uint32_t darkest = 0xFFFFFF;
    for (const auto& [colour, count] : colours(picture, top, bottom))
      if (luminance(colour) < luminance(darkest)) darkest = colour;
    EXPECT_GE(contrast_with_white(darkest), 4.5);
  }
}

TEST(BarChartPng, KeepsItsMargins) {
  BarChart hostile = floor_chart({kHuge, kHuge, kHuge, kHuge, kHuge, kHuge, kHuge, kHuge, kHuge, kHuge, kHuge, kHuge});
  hostile.title = std::string(100000, 'W');
  for (auto& bar : hostile.bars) bar.label = "\u05E9\u05DC\u05D5\u05DD\n<script>\x01\xFF and so on and so on";
  const Picture picture = drawn(hostile);
  for (int y = 4; y < picture.height - 4; ++y)
    for (const auto& [left, right] : {std::pair(4, 36), std::pair(picture.width - 36, picture.width - 4)})
      for (int x = left; x < right; ++x) ASSERT_EQ(picture.at(x, y), 0xFFFFFFU) << x << ' ' << y;
}

TEST(BarChartPng, SaysThatThereIsNothingYet) {
  const Picture empty = drawn(floor_chart({}));
  EXPECT_GT(colours(empty, 80, 440 - 4).size(), 1U);
}

TEST(BarChart, ShowsTheNewestOfTooManyYears) {
  static_assert(kMaximumBars == 12);
  const BarChart thirteen = floor_chart({13, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  BarChart twelve = thirteen;
  twelve.bars.erase(twelve.bars.begin());
  EXPECT_EQ(png_of(thirteen), png_of(twelve));
  EXPECT_EQ(bar_chart_in_words(thirteen), bar_chart_in_words(twelve));
  EXPECT_NE(bar_chart_in_words(twelve).find("1 of 300 in 2011/12"), std::string::npos);
}

TEST(BarChartInWords, IsOneSentenceWithEveryNumber) {
  EXPECT_EQ(bar_chart_in_words({"Schools below the KS2 floor standard", {{"2015/16", 12, 281}, {"2016/17", 10, 293}}}),
            "Schools below the KS2 floor standard: 12 of 281 in 2015/16, 10 of 293 in 2016/17.");
  EXPECT_EQ(bar_chart_in_words({"Schools", {{"2016/17", 1204, 20000}}}), "Schools: 1,204 of 20,000 in 2016/17.");
  EXPECT_EQ(bar_chart_in_words({"Schools", {{"2016/17", 0, 0}}}), "Schools: 0 of 0 in 2016/17.");
  EXPECT_EQ(bar_chart_in_words({"Schools", {}}), "Schools: no figures yet.");
  EXPECT_EQ(bar_chart_in_words({"a\nb", {{"2016/17", kHuge, kHuge}}}),
            "a b: 9,223,372,036,854,775,807 of 9,223,372,036,854,775,807 in 2016/17.");
}

}  // namespace
}  // namespace termwise::report
