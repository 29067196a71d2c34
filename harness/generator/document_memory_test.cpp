// Writing documents into a buffer that is used again takes no memory once the buffer is large enough. A program of its
// own, since it counts every allocation of the process.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "harness/generator/document.h"

namespace {
std::atomic<std::size_t> allocations = 0;  // NOLINT: what replaces operator new has nowhere else to count

void* counted(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace hallmark::generator {
namespace {

const Documents& documents() {
  static const auto model = schema::SchemaModel::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  static const Blueprint blueprint = request_blueprint(model);
  static const Documents made(blueprint);
  return made;
}

/// Allocations while each body is written a number of times, with other seeds than those of other rounds.
std::size_t allocations_of(Size size, std::uint64_t round, std::string& out) {
  const auto bodies = static_cast<std::uint32_t>(documents().bodies().size());
  const std::size_t before = allocations;
  for (std::uint32_t i = 0; i < 20 * bodies; ++i) {
    Recipe recipe;
    recipe.body = i % bodies;
    recipe.size = size;
    recipe.seed = round * 1'000'000 + i;
    recipe.now = {1'750'000'000};
    documents().write(recipe, out);
  }
  return allocations - before;
}

TEST(DocumentMemory, IsCounted) {
  const std::size_t before = allocations;
  void* memory = ::operator new(1000);
  EXPECT_EQ(allocations - before, 1U);
  ::operator delete(memory);
}

TEST(DocumentMemory, IsTakenForTheBufferAlone) {
  for (const Size size : {Size::least, Size::rich, Size::random}) {
    std::string out;
    EXPECT_GT(allocations_of(size, 1, out), 0U);
    out.reserve(4 * out.capacity());
    EXPECT_EQ(allocations_of(size, 2, out), 0U) << static_cast<int>(size);
  }
}

TEST(DocumentMemory, IsNotTakenForSteeredChoicesEither) {
  const auto choices = documents().enumeration();
  ASSERT_GT(choices.size(), 1000U);
  std::string out;
  out.reserve(1U << 20U);
  Recipe recipe;
  const auto write_all = [&] {
    const std::size_t before = allocations;
    for (const auto& choice : choices) {
      recipe.choice = choice;
      documents().write(recipe, out);
    }
    return allocations - before;
  };
  write_all();
  EXPECT_EQ(write_all(), 0U);
}

}  // namespace
}  // namespace hallmark::generator
