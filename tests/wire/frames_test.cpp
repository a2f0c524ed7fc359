#include "wire/frames.h"

#include <gmock/gmock.h>

#include "samples.h"
#include "wire/codec.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

using ::testing::HasSubstr;

std::string frame_bytes(std::uint32_t size, std::uint32_t type) {
  std::string bytes;
  append_frame(bytes, static_cast<FrameType>(type), "");
  bytes.replace(0, 4, reinterpret_cast<const char*>(&size), 4);
  return bytes;
}

TEST(Frames, ArriveWholeHoweverTheyAreCut) {
  std::string stream;
  append_frame(stream, FrameType::describe, "");
  append_frame(stream, FrameType::failed, "payload");
  for (std::size_t cut = 1; cut <= stream.size(); ++cut) {
    FrameReader reader;
    std::vector<std::pair<FrameType, std::string>> frames;
    for (std::size_t at = 0; at < stream.size(); at += cut) {
      reader.feed(std::string_view(stream).substr(at, cut));
      while (true) {
        const auto frame = reader.next();
        ASSERT_TRUE(frame.ok());
        if (!frame->has_value()) break;
        frames.emplace_back((*frame)->type, std::string((*frame)->payload));
      }
    }
    EXPECT_THAT(frames, ::testing::ElementsAre(std::pair(FrameType::describe, std::string()),
                                               std::pair(FrameType::failed, std::string("payload"))));
    EXPECT_EQ(reader.pending(), 0u);
  }
}

TEST(Frames, SizeAndTypeAreLimited) {
  FrameReader largest;
  largest.feed(frame_bytes(kMaximumFrameBytes, 4));
  EXPECT_TRUE(largest.next().ok());
  FrameReader larger;
  larger.feed(frame_bytes(kMaximumFrameBytes + 1, 4));
  EXPECT_THAT(larger.next().error().message, HasSubstr("announces 4194305 bytes"));
  for (const std::uint32_t type : {0u, 8u, 0xFFFFFFFFu}) {
    FrameReader reader;
    reader.feed(frame_bytes(0, type));
    EXPECT_FALSE(reader.next().ok()) << type;
  }
}

TEST(Frames, FindingsTravelInBatches) {
  FindingBatch batch;
  std::string bytes;
  batch.flush_to(bytes);
  EXPECT_EQ(bytes, "");
  std::size_t added = 0;
  for (; !batch.full(); ++added) batch.add(encode(sample_finding()));
  batch.flush_to(bytes);
  EXPECT_TRUE(batch.empty());
  FrameReader reader;
  reader.feed(bytes);
  const auto frame = reader.next();
  ASSERT_TRUE(frame.ok() && frame->has_value());
  EXPECT_EQ((*frame)->type, FrameType::findings);
  const auto findings = decode_findings((*frame)->payload);
  ASSERT_TRUE(findings.ok());
  EXPECT_EQ(findings->size(), added);
  EXPECT_EQ(findings->back(), sample_finding());
  EXPECT_FALSE(decode_findings((*frame)->payload.substr(0, (*frame)->payload.size() - 1)).ok());
}

TEST(Frames, CountsAndFailuresSurvive) {
  EXPECT_EQ(decode_done(encode_done(20'000)).value(), 20'000u);
  EXPECT_FALSE(decode_done(encode_done(1) + "x").ok());
  EXPECT_FALSE(decode_done("").ok());
  const Failure failure{FailureKind::threw, "it was \xC3\xA9puis\xC3\xA9"};
  EXPECT_EQ(decode_failure(encode(failure)).value(), failure);
  std::string odd = encode(failure);
  odd[0] = 8;
  EXPECT_FALSE(decode_failure(odd).ok());
  EXPECT_FALSE(decode_failure(encode(failure) + "x").ok());
}

TEST(Frames, LongFailuresAreCutBetweenCharacters) {
  std::string detail;
  while (detail.size() <= kMaximumTextBytes) detail += "\xE2\x82\xAC";  // three bytes, and 4096 is no multiple of 3
  const auto failure = decode_failure(encode(Failure{FailureKind::failed, detail}));
  ASSERT_TRUE(failure.ok());
  EXPECT_EQ(failure->detail.size(), 4095u);
}

TEST(Frames, WhatIsLackingComesThrough) {
  for (const bool landlock : {false, true})
    for (const bool seccomp : {false, true}) {
      const Unconfined lacking{landlock, seccomp};
      EXPECT_EQ(decode_unconfined(encode(lacking)).value(), lacking);
      EXPECT_EQ(lacking.any(), landlock || seccomp);
    }
  for (const std::string& odd : {std::string(), std::string(1, '\0'), std::string(3, '\0'), std::string("\2\0", 2)})
    EXPECT_FALSE(decode_unconfined(odd).ok());
}

}  // namespace
}  // namespace termwise::wire
