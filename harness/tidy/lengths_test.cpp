#include "harness/tidy/lengths.h"

#include <gtest/gtest.h>

namespace hallmark::tidy {
namespace {

/// Braces after a head, `length` lines from the opening one to the closing one.
std::string braces(const std::string& head, int length) {
  std::string text = head + " {\n";
  for (int i = 2; i < length; ++i) text += "  x();\n";
  return text + "}";
}

std::vector<Problem> of(const std::string& text) { return check_function_lengths({{"spec/a.cpp", text}}).problems; }

TEST(FileLengths, TheLastLineAllowedIsLetPassAndOneMoreIsCaught) {
  const std::string most(longest_file, '\n');
  EXPECT_TRUE(check_file_lengths({{"spec/a.cpp", most}}).problems.empty());
  EXPECT_EQ(check_file_lengths({{"spec/a.cpp", most + "\n"}}).problems.size(), 1U);
  EXPECT_EQ(check_file_lengths({{"spec/a.cmake", most + "\n"}}).problems.size(), 1U);
  EXPECT_EQ(check_file_lengths({{"spec/a.xml", most + "\n"}}).scanned, 0);
}

class LongFunction : public testing::TestWithParam<const char*> {};
TEST_P(LongFunction, IsCaughtAtItsBrace) {
  EXPECT_TRUE(of(braces(GetParam(), longest_function)).empty());
  const auto problems = of("\n" + braces(GetParam(), longest_function + 1));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(text(problems[0]), "spec/a.cpp:2: function of 71 lines; 70 is the most");
}

INSTANTIATE_TEST_SUITE_P(
    Tidy, LongFunction,
    testing::Values("int f()", "TEST(A, B)", "template <class T = int> auto f(T a = {}) -> std::vector<T>",
                    "A::A(int b) noexcept : b_(b), c_(0)", "bool operator==(const A& a, const A& b)",
                    "struct B make(struct C c)", "namespace n { class C final : public D<int> { public: void f() const",
                    "std::map<int, std::pair<int, int>> f(const std::function<void(int)>& g) const&",
                    "extern \"C\" int f(const char* a)", "const char* k = \"}\"; char c = '{'; void f()"));

class NoFunction : public testing::TestWithParam<const char*> {};
TEST_P(NoFunction, MayBeLong) { EXPECT_TRUE(of(braces(GetParam(), 3 * longest_function)).empty()); }

INSTANTIATE_TEST_SUITE_P(Tidy, NoFunction,
                         testing::Values("namespace a::b", "class A : public B", "struct A", "enum class A : int",
                                         "const std::map<int, int> table =", "constexpr std::array<A, 2> table",
                                         "const auto f = [](int a)", "extern \"C\""));

TEST(FunctionLengths, AreOfEachFunctionAlone) {
  EXPECT_TRUE(of(braces("void f()", 60) + "\n" + braces("void g()", 60)).empty());
  EXPECT_EQ(of("namespace {\n" + braces("void f()", 60) + "\n" + braces("void g()", 80) + "\n}").size(), 1U);
}

TEST(FunctionLengths, TakeNoBraceOfADirectiveOrAComment) {
  EXPECT_EQ(of("#define OPEN \\\n  {\n/* { */\n" + braces("void f()", 71)).size(), 1U);
}

TEST(FunctionLengths, LeaveOutTheLinesOfALiteral) {
  const std::string style = "return R\"(\n" + std::string(100, '\n') + "#a { b }\n)\";\n";
  EXPECT_TRUE(of("void f() {\n" + style + "}").empty());
  EXPECT_EQ(of("void f() {\n" + style + braces("for (;;)", 70) + "\n}").size(), 1U);
}

TEST(FunctionLengths, CountTheBlocksWithin) {
  EXPECT_EQ(of("void f() {\n" + braces("if (a)", 40) + "\n" + braces("for (;;)", 40) + "\n}").size(), 1U);
}

}  // namespace
}  // namespace hallmark::tidy
