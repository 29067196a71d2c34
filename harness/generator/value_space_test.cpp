#include "harness/generator/value_space.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

namespace hallmark::generator {
namespace {

schema::SimpleType type(schema::Primitive primitive, schema::Facets facets = {}) {
  schema::SimpleType made;
  made.name = "T";
  made.primitive = primitive;
  made.facets = std::move(facets);
  return made;
}

std::map<std::string, std::string> boundaries(const ValueSpace& space) {
  std::map<std::string, std::string> texts;
  Random random(1);
  for (std::size_t i = 0; i < space.boundaries().size(); ++i) {
    space.append_boundary(texts[space.boundaries()[i].name], i, random);
  }
  return texts;
}

schema::Facets bounds(const char* low, const char* high, std::uint64_t digits) {
  schema::Facets facets;
  facets.min_inclusive = low;
  facets.max_inclusive = high;
  facets.fraction_digits = digits;
  return facets;
}

TEST(ValueSpace, NumbersHaveTheirBoundsAndOneStepInside) {
  using Texts = std::map<std::string, std::string>;
  EXPECT_EQ(boundaries(ValueSpace(type(schema::Primitive::decimal, bounds("1", "7", 0)))),
            (Texts{{"min", "1"}, {"min+1", "2"}, {"max-1", "6"}, {"max", "7"}}));
  EXPECT_EQ(
      boundaries(ValueSpace(type(schema::Primitive::decimal, bounds("0.0000", "6.5535", 4)))),
      (Texts{{"min", "0.0000"}, {"min+1", "0.0001"}, {"max-1", "6.5534"}, {"max", "6.5535"}, {"no fraction", "0"}}));
  EXPECT_EQ(boundaries(ValueSpace(type(schema::Primitive::decimal, bounds("0", "18446744073709551615", 0)))),
            (Texts{{"min", "0"}, {"min+1", "1"}, {"max-1", "18446744073709551614"}, {"max", "18446744073709551615"}}));
  EXPECT_EQ(boundaries(ValueSpace(type(schema::Primitive::decimal, bounds("-128", "-127", 0)))),
            (Texts{{"min", "-128"}, {"min+1", "-127"}}));
}

TEST(ValueSpace, ExclusiveBoundsAreNotReached) {
  schema::Facets facets;
  facets.min_exclusive = "1.5";
  facets.max_exclusive = "2.5";
  facets.fraction_digits = 1;
  const auto texts = boundaries(ValueSpace(type(schema::Primitive::decimal, facets)));
  EXPECT_EQ(texts.at("min"), "1.6");
  EXPECT_EQ(texts.at("max"), "2.4");
  EXPECT_EQ(texts.at("no fraction"), "2");
}

TEST(ValueSpace, DigitsBoundNumbers) {
  schema::Facets facets;
  facets.min_inclusive = "2014";
  facets.total_digits = 4;
  facets.fraction_digits = 0;
  const auto texts = boundaries(ValueSpace(type(schema::Primitive::decimal, facets)));
  EXPECT_EQ(texts.at("min"), "2014");
  EXPECT_EQ(texts.at("max"), "9999");
}

TEST(ValueSpace, RandomNumbersStayWithinAndReachBothEnds) {
  const ValueSpace space(type(schema::Primitive::decimal, bounds("-3", "3", 0)));
  std::map<std::string, int> seen;
  Random random(4);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    space.append_random(text, random, {0});
    ++seen[text];
  }
  EXPECT_EQ(seen.size(), 7U);
  EXPECT_TRUE(seen.contains("-3"));
  EXPECT_TRUE(seen.contains("3"));
}

TEST(ValueSpace, LengthsCountOctetsOfHexAndBase64) {
  schema::Facets facets;
  facets.min_length = 6;
  facets.max_length = 16;
  const auto hex = boundaries(ValueSpace(type(schema::Primitive::hex, facets)));
  EXPECT_EQ(hex.at("length min").size(), 12U);
  EXPECT_EQ(hex.at("length max").size(), 32U);
  const auto base64 = boundaries(ValueSpace(type(schema::Primitive::base64, facets)));
  EXPECT_EQ(base64.at("length min").size(), 8U);
  EXPECT_EQ(base64.at("length min+1").substr(10), "==");
  EXPECT_EQ(base64.at("length max").substr(22), "==");
}

TEST(ValueSpace, TextsAreEscapedAndReportTheirBoundary) {
  schema::Facets facets;
  facets.enumeration = {"A&B", "<"};
  const ValueSpace space(type(schema::Primitive::string, facets));
  EXPECT_EQ(boundaries(space),
            (std::map<std::string, std::string>{{"enumeration A&B", "A&amp;B"}, {"enumeration <", "&lt;"}}));
  Random random(1);
  std::string text;
  const auto boundary = space.append_random(text, random, {0});
  ASSERT_TRUE(boundary);
  EXPECT_EQ(text, space.boundaries()[*boundary].text);
}

TEST(ValueSpace, RefusesWhatNoValueIsMadeOf) {
  EXPECT_THROW(ValueSpace(type(schema::Primitive::other)), std::invalid_argument);
  EXPECT_THROW(ValueSpace(type(schema::Primitive::decimal, bounds("2", "1", 0))), std::invalid_argument);
  auto list = type(schema::Primitive::string);
  list.atomic = false;
  EXPECT_THROW(ValueSpace{list}, std::invalid_argument);
  schema::Facets facets;
  facets.min_length = 2;
  facets.max_length = 1;
  EXPECT_THROW(ValueSpace(type(schema::Primitive::string, facets)), std::invalid_argument);
  facets.patterns = {"a{5}"};
  EXPECT_THROW(ValueSpace(type(schema::Primitive::string, facets)), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::generator
