// `termwise`: options to commands. What a command does is in its own file.
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "app/cli.h"
#include "app/commands.h"
#include "app/workspace.h"

namespace {

using namespace termwise;

struct Options {
  app::CheckOptions check;
  app::DoctorOptions doctor;
  app::IngestOptions ingest;
  app::TemplateOptions own_template;
  app::SourceOptions source;
  app::SourceListOptions source_list;
  app::RunOptions run;
  app::FindingsOptions findings;
  app::ExplainOptions explain;
  app::SchoolOptions school;
  app::ReplayOptions replay;
  app::RunsOptions runs;
  app::PlanOptions plan;
  app::CalendarOptions calendar;
  app::StatusOptions status;
  app::DigestOptions digest;
  app::OutboxOptions outbox;
  std::vector<std::string> psql;
};

using app::add_json;
using app::Chosen;

void add_doctor(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("doctor", "What is wrong with this machine, and what to do about it");
  add_json(command, options.doctor.json);
  command.callback([&] {
    chosen.alone = [&] {
      options.doctor.config = chosen.config;
      return app::doctor_command(options.doctor);
    };
  });
}

void add_ingest(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("ingest", "Load publishers' files into the database, each in one batch");
  auto* files = command.add_option("FILE", options.ingest.files,
                                   "CSV files or Excel workbooks (.xlsx), as the publisher names them");
  command.add_option("--source", options.ingest.source, "The layout's id, where the header alone does not decide");
  command.add_option("--year", options.ingest.year, "The academic year, like 2017/18");
  command.add_flag("--dry-run", options.ingest.dry_run, "Read and report, and write nothing");
  auto* name = command
                   .add_option("--template", options.own_template.name,
                               "Load nothing: print the header of the LA's own file of this name, or list these files")
                   ->expected(0, 1)
                   ->excludes(files);
  command.add_flag("--explain", options.own_template.explain, "Say what each column of the template means")
      ->needs(name);
  add_json(command, options.ingest.json);
  command.callback([&, files, name] {
    if (name->count() == 0 && files->count() == 0) throw CLI::RequiredError("FILE");
    options.own_template.json = options.ingest.json;
    if (name->count() > 0)
      chosen.command = [&](const settings::Settings& settings) {
        return app::template_command(settings, options.own_template);
      };
    else
      chosen.command = [&](const settings::Settings& settings) {
        return app::ingest_command(settings, options.ingest);
      };
  });
}

void add_source(CLI::App& program, Options& options, Chosen& chosen) {
  auto& group = *program.add_subcommand(
      "source", "Layouts of publishers' files: which there are, and what a new release changed");
  group.require_subcommand(1);
  auto& list = *group.add_subcommand("list", "The layouts of this configuration");
  add_json(list, options.source_list.json);
  list.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      return app::source_list_command(settings, options.source_list);
    };
  });
  const auto add = [&](const char* name, const char* meaning,
                       int (*command)(const settings::Settings&, const app::SourceOptions&)) -> CLI::App& {
    auto& one = *group.add_subcommand(name, meaning);
    one.add_option("FILE", options.source.file, "A file that fits no layout")->required();
    one.add_option("--source", options.source.source, "The layout to hold it against, instead of the nearest");
    one.add_option("--year", options.source.year, "The academic year that it is about, where its name does not say");
    one.callback([&options, &chosen, command] {
      chosen.command = [&options, command](const settings::Settings& settings) {
        return command(settings, options.source);
      };
    });
    return one;
  };
  add_json(
      add("drift", "What a file changed against the nearest layout, and a layout that would fit it; writes nothing",
          app::source_drift_command),
      options.source.json);
  add("accept", "Write that layout, and its new measures, into the configuration", app::source_accept_command);
}

void add_run(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("run", "Run a job now for one Local Authority");
  command.add_option("JOB", options.run.job, "A job, like floor-check")->required();
  command.add_option("--la", options.run.la, "The Local Authority's three digits")->required();
  command.add_option("--year", options.run.year, "The academic year; the latest with data where it is not given");
  command.add_option("--as-at", options.run.as_at, "The rules' reference date, like 2018-11-23; today where not given");
  auto* dry_run = command.add_flag("--dry-run", options.run.dry_run, "Evaluate and report, and write nothing");
  command
      .add_option("--as-known-on", options.run.known_on,
                  "In a dry run: on the files known at the end of this day, like 2018-12-14")
      ->needs(dry_run);
  command.add_flag("--mail", options.run.mail, "Then send the digests of those who want this job's results")
      ->excludes(dry_run);
  add_json(command, options.run.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) { return app::run_command(settings, options.run); };
  });
}

void add_findings(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("findings", "What the latest run of each rule found, for every school");
  command.add_option("--la", options.findings.la, "Only this Local Authority");
  command.add_option("--year", options.findings.year, "Only this academic year");
  command.add_option("--job", options.findings.job, "Only this job");
  command.add_option("--rule", options.findings.rule, "Only this rule");
  command.add_option("--outcome", options.findings.outcome, "Only this outcome, like BELOW");
  command.add_option("--run", options.findings.run, "Of this run, even where a later one stands");
  command.add_option("--as-known-on", options.findings.known_on, "As known at the end of this day, like 2018-12-14");
  command.add_option("--most", options.findings.most, "At most this many, the most important first");
  command.footer("Text comes most important first; JSON by LA, year, rule and URN, unless --most is given.");
  add_json(command, options.findings.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      return app::findings_command(settings, options.findings);
    };
  });
}

void add_explain(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command =
      *program.add_subcommand("explain", "The whole evidence for one finding, down to the cells of the file");
  command.add_option("--urn", options.explain.urn, "The school's unique reference number")->required();
  command.add_option("--rule", options.explain.rule, "The rule, like ks2-floor")->required();
  command.add_option("--year", options.explain.year, "The academic year, like 2017/18")->required();
  command.add_option("--la", options.explain.la, "The Local Authority, where more than one has judged the school");
  command.add_option("--as-known-on", options.explain.known_on, "As known at the end of this day, like 2018-12-14");
  add_json(command, options.explain.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      return app::explain_command(settings, options.explain);
    };
  });
}

void add_school(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand(
      "school", "One school's history: its names, the schools that it came from, figures with their breaks, findings");
  command.add_option("URN", options.school.urn, "The school's unique reference number")
      ->required()
      ->check(CLI::Range(100000, 9999999));
  command
      .add_option("--measure", options.school.measures,
                  "A measure to show, like KS2_EXS_RWM; may be given again (those that its findings compared)")
      ->type_size(1)
      ->allow_extra_args(false);
  command.add_option("--history", options.school.history, "linked (default): over links; own: under this URN alone")
      ->check(CLI::IsMember({"linked", "own"}));
  command.add_option("--as-known-on", options.school.known_on, "As known at the end of this day, like 2018-12-14");
  add_json(command, options.school.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) { return app::school_command(settings, options.school); };
  });
}

void add_replay(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand(
      "replay", "Prove that a run's findings come out byte for byte the same, or name the first difference");
  command.add_option("RUN", options.replay.run, "The run's number")->required();
  add_json(command, options.replay.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) { return app::replay_command(settings, options.replay); };
  });
}

void add_runs(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("runs", "Past runs, newest first");
  command.add_option("--most", options.runs.most, "At most this many (20)");
  add_json(command, options.runs.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) { return app::runs_command(settings, options.runs); };
  });
}

void add_plan(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command =
      *program.add_subcommand("plan", "What is due when, by the schedules and term dates of the configuration");
  command.add_option("--la", options.plan.la, "Only this Local Authority");
  command.add_option("--from", options.plan.from, "From this day on, like 2026-09-01 (today)");
  command.add_option("--to", options.plan.to, "To the end of this day (60 days later)");
  add_json(command, options.plan.json);
  auto& why = *command.add_subcommand("why", "How each date of a schedule came about, step by step");
  why.add_option("SCHEDULE", options.plan.schedule, "The schedule's name in the LA's file")->required();
  command.callback([&] {
    options.plan.why = why.parsed();
    chosen.command = [&](const settings::Settings& settings) { return app::plan_command(settings, options.plan); };
  });
}

void add_calendar(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand(
      "calendar", "The terms, half-terms, closures, bank holidays and school days of a year, as they are configured");
  command.add_option("--la", options.calendar.la, "The Local Authority, like 886")->required();
  command.add_option("--urn", options.calendar.urn, "One school's: its own dates, where it has some")
      ->check(CLI::Range(100000, 9999999));
  command.add_option("--year", options.calendar.year, "The academic year, like 2026/27 (today's)");
  add_json(command, options.calendar.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      return app::calendar_command(settings, options.calendar);
    };
  });
}

void add_status(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("status", "What runs, what is due, what is late and why, what comes next");
  command.add_option("--la", options.status.la, "Only this Local Authority");
  add_json(command, options.status.json);
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) { return app::status_command(settings, options.status); };
  });
}

void add_digest(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("digest", "What each reader of a Local Authority is told has changed");
  command.require_subcommand(1);
  auto& preview =
      *command.add_subcommand("preview", "The digest that somebody would get now; nothing is sent or stored");
  preview.add_option("--la", options.digest.la, "The Local Authority, like 886")->required();
  preview.add_option("--to", options.digest.to, "A role or an address of its file (the first who gets a digest)");
  preview.add_option("--format", options.digest.format, "text (default), html, or eml")
      ->check(CLI::IsMember({"text", "html", "eml"}));
  preview.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      return app::digest_preview_command(settings, options.digest);
    };
  });
  auto& send = *command.add_subcommand("send", "Write the digests and deliver them");
  send.add_option("--la", options.digest.la, "The Local Authority, like 886")->required();
  send.add_option("--to", options.digest.to, "Only this role or address (all who get a digest)");
  add_json(send, options.digest.json);
  send.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      return app::digest_send_command(settings, options.digest);
    };
  });
}

void add_outbox(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("outbox", "Messages that wait, and those that want somebody's decision");
  command.add_option("--la", options.outbox.la, "Only this Local Authority");
  command.add_flag("--all", options.outbox.all, "Also what was sent or dropped");
  command.add_option("--most", options.outbox.most, "At most this many, newest first (50)");
  add_json(command, options.outbox.json);
  auto& show = *command.add_subcommand("show", "A message as it is sent");
  show.add_option("ID", options.outbox.id, "The message's number")->required();
  auto& resend = *command.add_subcommand("resend", "Send a message again now, whatever became of it");
  resend.add_option("ID", options.outbox.id, "The message's number")->required();
  auto& drop = *command.add_subcommand("drop", "Give a message up");
  drop.add_option("ID", options.outbox.id, "The message's number")->required();
  drop.add_option("--reason", options.outbox.reason, "Why, for those who look later");
  command.callback([&] {
    chosen.command = [&](const settings::Settings& settings) {
      const auto& wanted = options.outbox;
      if (show.parsed()) return app::outbox_show_command(settings, wanted.id);
      if (resend.parsed()) return app::outbox_resend_command(settings, wanted.id, wanted.json);
      if (drop.parsed()) return app::outbox_drop_command(settings, wanted.id, wanted.reason);
      return app::outbox_command(settings, wanted);
    };
  });
}

void add_db(CLI::App& program, Options& options, Chosen& chosen) {
  auto& command = *program.add_subcommand("db", "The database itself");
  command.require_subcommand(1);
  command.add_subcommand("start", "Start the embedded PostgreSQL and keep it running")->callback([&] {
    chosen.command = [](const settings::Settings& settings) { return app::db_start_command(settings); };
  });
  command.add_subcommand("stop", "Stop the embedded PostgreSQL")->callback([&] {
    chosen.command = [](const settings::Settings& settings) { return app::db_stop_command(settings); };
  });
  command.add_subcommand("migrate", "Bring the schema up to date")->callback([&] {
    chosen.command = [](const settings::Settings& settings) { return app::db_migrate_command(settings); };
  });
  auto& psql = *command.add_subcommand("psql", "Open psql on the database; what follows -- goes to psql");
  psql.add_option("ARGUMENTS", options.psql, "Arguments for psql");
  psql.callback([&] {
    chosen.command = [&](const settings::Settings& settings) { return app::db_psql_command(settings, options.psql); };
  });
}

}  // namespace

void app::add_json(CLI::App& command, bool& json) {
  command.add_flag("--json", json, "Print JSON; its field names are a contract");
}

namespace {

int run_program(int argc, char** argv) {
  CLI::App program(
      "Termwise runs the termly checks of a Local Authority's school-improvement team and explains every finding.",
      "termwise");
  program.set_version_flag("--version", "termwise " TERMWISE_VERSION);
  program.require_subcommand(1);
  program.fallthrough();
  Options options;
  Chosen chosen;
  program.add_option("--config", chosen.config, "The configuration (default /etc/termwise/termwise.toml)");
  auto& check = *program.add_subcommand("check", "Validate the whole configuration and report every error in it");
  add_json(check, options.check.json);
  check.callback([&] {
    chosen.alone = [&] {
      options.check.config = chosen.config;
      return app::check_command(options.check);
    };
  });
  add_doctor(program, options, chosen);
  add_ingest(program, options, chosen);
  add_source(program, options, chosen);
  add_run(program, options, chosen);
  add_findings(program, options, chosen);
  add_explain(program, options, chosen);
  add_school(program, options, chosen);
  add_replay(program, options, chosen);
  app::add_quality(program, chosen);
  app::add_report(program, chosen);
  add_runs(program, options, chosen);
  add_plan(program, options, chosen);
  add_calendar(program, options, chosen);
  add_status(program, options, chosen);
  add_digest(program, options, chosen);
  add_outbox(program, options, chosen);
  app::add_concern(program, chosen);
  app::add_register(program, chosen);
  app::add_reminder(program, chosen);
  app::add_retention(program, chosen);
  app::add_over_time(program, chosen);
  app::add_plugin(program, chosen);
  add_db(program, options, chosen);
  program.footer(
      "Exit codes follow sysexits.h: 0 done, 64 usage, 65 data, 66 no input, 69 unavailable, 70 a plugin or\n"
      "Termwise failed, 73 cannot create, 74 input/output, 75 try again, 77 not allowed, 78 configuration.");
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  if (chosen.alone) return chosen.alone();
  const auto settings = app::load_settings(chosen.config);
  if (!settings) return static_cast<int>(ExitCode::configuration);
  return chosen.command(*settings);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    // Libraries' exceptions are turned into results where they are called; what arrives here is a defect.
    fmt::print(stderr, "Termwise met a defect of its own and stopped: {}\n", error.what());
    return static_cast<int>(ExitCode::internal);
  }
}
