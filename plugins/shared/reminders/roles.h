// With whom reminders are. The codes are those of people in the LA's file; whoever visits schools, and their manager, are the
// protocol's (protocol.h), because each LA calls them otherwise. Where a reminder is for two people, one of them has it and the
// words name both.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::reminders {

inline constexpr Role kHeadTeacher{"head-teacher", "the head teacher"};
inline constexpr Role kHeadAndChair{"head-teacher", "the head teacher and the chair of governors"};
inline constexpr Role kChair{"chair", "the chair of governors"};
inline constexpr Role kLineManager{"line-manager", "the line manager"};
inline constexpr Role kHeadOfService{"head-of-service", "the head of service"};
inline constexpr Role kDataTeam{"data-team", "the LA's data team"};
inline constexpr Role kLaOfficer{"la-officer", "the LA officer for targets"};
inline constexpr Role kQaLead{"qa-lead", "the lead for quality assurance"};
inline constexpr Role kConcernLead{"scc-lead", "the LA's lead for schools causing concern"};
inline constexpr Role kLegal{"la-legal", "the LA's legal team"};
inline constexpr Role kDirector{"dcs", "the director of children's services"};

}  // namespace termwise::reminders
