package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `hangup` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var environment = System.getenv();
        var context = new Context(Screen.of(environment), environment);
        System.exit(run(context, InstantSource.system(), arguments));
    }

    /// @return the exit code
    static int run(Context context, InstantSource time, String... arguments) {
        int code = hangup(context, time).execute(arguments);
        if (code == Exit.OK.code() && context.screen().unread()) {
            context.screen().fail("the answer could not be written in full");
            return Exit.ERROR.code();
        }
        return code;
    }

    static CommandLine hangup(Context context, InstantSource time) {
        var hangup = new CommandLine(new HangupCommand(context)).setHelpSectionKeys(List.of("text"));
        hangup.getHelpSectionMap().put("text", _ -> HangupCommand.text());
        hangup.addSubcommand(new StuckCommand(context))
                .addSubcommand(new SessionsCommand(context))
                .addSubcommand(new HostsCommand(context))
                .addSubcommand(audit(context, time))
                .addSubcommand(new ExplainCommand(context, time))
                .addSubcommand(new ChainCommand(context))
                .addSubcommand(new ClientsCommand(context))
                .addSubcommand(new OrphansCommand(context))
                .addSubcommand(new KillCommand(context))
                .addSubcommand(new CloseCommand(context))
                .addSubcommand(new ReapCommand(context))
                .addSubcommand(new WarnCommand(context))
                .addSubcommand(new KeepCommand(context))
                .addSubcommand(new ProbeCommand(context))
                .addSubcommand(new RestartSshdCommand(context))
                .addSubcommand(new WatchCommand(context, time))
                .addSubcommand(new CheckCommand(context))
                .addSubcommand(new UpCommand(context, time))
                .addSubcommand(new KeysCommand(context, time))
                .addSubcommand(new PolicyCommand(context))
                .addSubcommand(new CompletionCommand(context))
                .addSubcommand(new VersionCommand(context))
                .addSubcommand(new HelpCommand());
        helped(hangup);
        return hangup.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(Math.clamp(context.screen().columns(), 60, 100))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(context.screen().help())
                .setParameterExceptionHandler((wrong, _) -> misused(context.screen(), wrong))
                .setExecutionExceptionHandler((failure, _, _) -> failed(context, failure));
    }

    /// Without a further word it is about settings; with one, about what was decided and done.
    private static CommandLine audit(Context context, InstantSource time) {
        return new CommandLine(new AuditCommand(context))
                .addSubcommand(new AuditLogCommand(context, time))
                .addSubcommand(new AuditVerifyCommand(context))
                .addSubcommand(new AuditExportCommand(context));
    }

    private static void helped(CommandLine command) {
        command.getSubcommands().values().forEach(Main::helped);
        if (command.getCommandSpec().optionsMap().containsKey("--help")) {
            return;
        }
        command.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this.")
                        .build());
    }

    private static int misused(Screen screen, CommandLine.ParameterException wrong) {
        screen.fail(String.valueOf(wrong.getMessage()));
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            screen.note("Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        screen.note("See ./" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE.code();
    }

    private static int failed(Context context, Exception failure) {
        if (failure instanceof Failure known) {
            context.screen().fail(known.sentence());
            known.more().forEach(line -> context.screen().note("  " + line));
            return known.exit().code();
        }
        context.screen().fail("this should not have happened: " + failure);
        if (context.variable("HANGUP_DEBUG").isPresent()) {
            for (StackTraceElement frame : failure.getStackTrace()) {
                context.screen().note("    at " + frame);
            }
        } else {
            context.screen().note("HANGUP_DEBUG=1 shows where.");
        }
        return Exit.ERROR.code();
    }
}
