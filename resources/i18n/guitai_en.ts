<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AllergyBand</name>
    <message>
        <source>No allergy on file. Ask.</source>
        <translation>No allergy on file. Ask.</translation>
    </message>
    <message>
        <source>Allergies: %1</source>
        <translation>Allergies: %1</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>desk %1</source>
        <translation>desk %1</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>Synthetic data</translation>
    </message>
    <message>
        <source>Key in a file: a stolen disk is not protected</source>
        <translation>Key in a file: a stolen disk is not protected</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Customer card</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Hold: show name</source>
        <translation>Hold: show name</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>Type 2 diabetes</source>
        <translation>Type 2 diabetes</translation>
    </message>
    <message>
        <source>Type 1 diabetes</source>
        <translation>Type 1 diabetes</translation>
    </message>
    <message>
        <source>Hypertension</source>
        <translation>Hypertension</translation>
    </message>
    <message>
        <source>High blood lipids</source>
        <translation>High blood lipids</translation>
    </message>
    <message>
        <source>Coronary disease</source>
        <translation>Coronary disease</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Stroke</translation>
    </message>
    <message>
        <source>COPD</source>
        <translation>COPD</translation>
    </message>
    <message>
        <source>Asthma</source>
        <translation>Asthma</translation>
    </message>
    <message>
        <source>Gout</source>
        <translation>Gout</translation>
    </message>
    <message>
        <source>Kidney disease</source>
        <translation>Kidney disease</translation>
    </message>
    <message>
        <source>Enlarged prostate</source>
        <translation>Enlarged prostate</translation>
    </message>
    <message>
        <source>Underactive thyroid</source>
        <translation>Underactive thyroid</translation>
    </message>
    <message>
        <source>Osteoporosis</source>
        <translation>Osteoporosis</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Counter</source>
        <translation>Counter</translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>%1 y</source>
        <translation>%1 y</translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation>tail %1</translation>
    </message>
    <message>
        <source>card %1</source>
        <translation>card %1</translation>
    </message>
</context>
<context>
    <name>Date</name>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
</context>
<context>
    <name>Due</name>
    <message>
        <source>%1 d overdue</source>
        <translation>%1 d overdue</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Due %1</source>
        <translation>Due %1</translation>
    </message>
    <message>
        <source>Not reached: %1×</source>
        <translation>Not reached: %1×</translation>
    </message>
</context>
<context>
    <name>FailureWindow</name>
    <message>
        <source>Counter</source>
        <translation>Counter</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Spent in a year</source>
        <translation>Spent in a year</translation>
    </message>
    <message>
        <source>%1 visits</source>
        <translation>%1 visits</translation>
    </message>
    <message>
        <source>Visits in a year</source>
        <translation>Visits in a year</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>Follow-ups</source>
        <translation>Follow-ups</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Sex, age, phone</source>
        <translation>Sex, age, phone</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>Customers that fit</source>
        <translation>Customers that fit</translation>
    </message>
    <message>
        <source>Ask for the name, then press its number. Esc goes back.</source>
        <translation>Ask for the name, then press its number. Esc goes back.</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 found</translation>
    </message>
    <message>
        <source>Which customer?</source>
        <translation>Which customer?</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Hold to show</source>
        <translation>Hold to show</translation>
    </message>
    <message>
        <source>Tier %1</source>
        <translation>Tier %1</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Scan a member card</source>
        <translation>Scan a member card</translation>
    </message>
    <message>
        <source>or type a member code or the last four digits of a phone</source>
        <translation>or type a member code or the last four digits of a phone</translation>
    </message>
    <message>
        <source>%1 accepted by HQ</source>
        <translation>%1 accepted by HQ</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>scan</translation>
    </message>
    <message>
        <source>Works on every page, also while you type.</source>
        <translation>Works on every page, also while you type.</translation>
    </message>
    <message>
        <source>Find by member code or the end of a phone.</source>
        <translation>Find by member code or the end of a phone.</translation>
    </message>
    <message>
        <source>Work through today&apos;s follow-ups.</source>
        <translation>Work through today&apos;s follow-ups.</translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>Overdue</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>Done today</translation>
    </message>
</context>
<context>
    <name>LanesCard</name>
    <message>
        <source>Follow-ups</source>
        <translation>Follow-ups</translation>
    </message>
    <message>
        <source>All done for today.</source>
        <translation>All done for today.</translation>
    </message>
    <message>
        <source>There are more than can be listed. Work from the top.</source>
        <translation>There are more than can be listed. Work from the top.</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>Overdue %1</translation>
    </message>
    <message>
        <source>Today %1</source>
        <translation>Today %1</translation>
    </message>
    <message>
        <source>Done %1</source>
        <translation>Done %1</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Reading the list…</source>
        <translation>Reading the list…</translation>
    </message>
    <message>
        <source>Nothing in this lane.</source>
        <translation>Nothing in this lane.</translation>
    </message>
    <message>
        <source>Alt 0 shows all tasks.</source>
        <translation>Alt 0 shows all tasks.</translation>
    </message>
    <message>
        <source>Nothing is due today.</source>
        <translation>Nothing is due today.</translation>
    </message>
    <message>
        <source>Tasks appear here on their day. Until then: F1, and the next customer.</source>
        <translation>Tasks appear here on their day. Until then: F1, and the next customer.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Counter</source>
        <translation>Counter</translation>
    </message>
</context>
<context>
    <name>Mark</name>
    <message>
        <source>This till only</source>
        <translation>This till only</translation>
    </message>
    <message>
        <source>Received by HQ</source>
        <translation>Received by HQ</translation>
    </message>
    <message>
        <source>Accepted by HQ</source>
        <translation>Accepted by HQ</translation>
    </message>
</context>
<context>
    <name>Medicine</name>
    <message>
        <source>%1 d ago</source>
        <translation>%1 d ago</translation>
    </message>
    <message>
        <source>today</source>
        <translation>today</translation>
    </message>
    <message>
        <source>ran out %1 d ago</source>
        <translation>ran out %1 d ago</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>and %1 more</translation>
    </message>
    <message>
        <source>%1 packs</source>
        <translation>%1 packs</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>on %1</translation>
    </message>
    <message>
        <source>prescription</source>
        <translation>prescription</translation>
    </message>
    <message>
        <source>OTC class A</source>
        <translation>OTC class A</translation>
    </message>
    <message>
        <source>OTC class B</source>
        <translation>OTC class B</translation>
    </message>
    <message>
        <source>stock not known</source>
        <translation>stock not known</translation>
    </message>
    <message>
        <source>in stock: %1</source>
        <translation>in stock: %1</translation>
    </message>
</context>
<context>
    <name>Medicines</name>
    <message>
        <source>No purchase with known days of supply.</source>
        <translation>No purchase with known days of supply.</translation>
    </message>
    <message>
        <source>Medicines in use</source>
        <translation>Medicines in use</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>Days by the daily dose</source>
        <translation>Days by the daily dose</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Last bought</source>
        <translation>Last bought</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>Runs out</translation>
    </message>
    <message>
        <source>Stock here</source>
        <translation>Stock here</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>again on %1</source>
        <translation>again on %1</translation>
    </message>
    <message>
        <source>next on %1</source>
        <translation>next on %1</translation>
    </message>
    <message>
        <source>%1: %2 %3 needs a doctor now.</source>
        <translation>%1: %2 %3 needs a doctor now.</translation>
    </message>
    <message>
        <source>Refer the customer at once, and ask again within two weeks.</source>
        <translation>Refer the customer at once, and ask again within two weeks.</translation>
    </message>
    <message>
        <source>Refer the customer at once, and ask again on %1 (within two weeks).</source>
        <translation>Refer the customer at once, and ask again on %1 (within two weeks).</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Customer card</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Refilled</source>
        <translation>Refilled</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>No longer takes it</source>
        <translation>No longer takes it</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>Referred</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>Wrong number</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
</context>
<context>
    <name>ParkedBar</name>
    <message>
        <source>Not finished:</source>
        <translation>Not finished:</translation>
    </message>
</context>
<context>
    <name>Payment</name>
    <message>
        <source>cash</source>
        <translation>cash</translation>
    </message>
    <message>
        <source>insurance account</source>
        <translation>insurance account</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>WeChat Pay</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>bank card</source>
        <translation>bank card</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Fasting glucose</source>
        <translation>Fasting glucose</translation>
    </message>
    <message>
        <source>Random glucose</source>
        <translation>Random glucose</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>Blood pressure</translation>
    </message>
    <message>
        <source>The upper pressure</source>
        <translation>The upper pressure</translation>
    </message>
    <message>
        <source>The lower pressure</source>
        <translation>The lower pressure</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>%1 accepted by HQ</source>
        <translation>%1 accepted by HQ</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation>tail %1</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>Offline %n minute(s)</source>
        <translation>
            <numerusform>Offline %n minute</numerusform>
            <numerusform>Offline %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline %n hour(s)</source>
        <translation>
            <numerusform>Offline %n hour</numerusform>
            <numerusform>Offline %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline %n day(s)</source>
        <translation>
            <numerusform>Offline %n day</numerusform>
            <numerusform>Offline %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not accepted by HQ</source>
        <translation>
            <numerusform>%n not accepted by HQ</numerusform>
            <numerusform>%n not accepted by HQ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loading store data: %n row(s)</source>
        <translation>
            <numerusform>Loading store data: %n row</numerusform>
            <numerusform>Loading store data: %n rows</numerusform>
        </translation>
    </message>
    <message>
        <source>Synced %1</source>
        <translation>Synced %1</translation>
    </message>
    <message>
        <source>Not yet connected to HQ</source>
        <translation>Not yet connected to HQ</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>HQ connection: %1</source>
        <translation>HQ connection: %1</translation>
    </message>
    <message>
        <source>This till&apos;s clock is wrong</source>
        <translation>This till&apos;s clock is wrong</translation>
    </message>
    <message>
        <source>HQ&apos;s clock is wrong</source>
        <translation>HQ&apos;s clock is wrong</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>No scanner</translation>
    </message>
    <message>
        <source>Scanner %1</source>
        <translation>Scanner %1</translation>
    </message>
    <message>
        <source>Scanner %1 starting</source>
        <translation>Scanner %1 starting</translation>
    </message>
    <message>
        <source>Scanner %1 unplugged</source>
        <translation>Scanner %1 unplugged</translation>
    </message>
    <message>
        <source>Scanner %1 not working</source>
        <translation>Scanner %1 not working</translation>
    </message>
</context>
<context>
    <name>TableDate</name>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>Chronic care</source>
        <translation>Chronic care</translation>
    </message>
    <message>
        <source>Chronic insurance</source>
        <translation>Chronic insurance</translation>
    </message>
    <message>
        <source>Family pharmacist</source>
        <translation>Family pharmacist</translation>
    </message>
    <message>
        <source>Regular</source>
        <translation>Regular</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Child</translation>
    </message>
</context>
<context>
    <name>TaskDetail</name>
    <message>
        <source>Selected task</source>
        <translation>Selected task</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Customer card</translation>
    </message>
    <message>
        <source>Choose a task in the list.</source>
        <translation>Choose a task in the list.</translation>
    </message>
    <message>
        <source>tail %1</source>
        <translation>tail %1</translation>
    </message>
    <message>
        <source>+ next · − back · Enter customer card</source>
        <translation>+ next · − back · Enter customer card</translation>
    </message>
    <message>
        <source>Enter value, Enter again done · + next · − back · Esc leaves the field</source>
        <translation>Enter value, Enter again done · + next · − back · Esc leaves the field</translation>
    </message>
    <message>
        <source>Enter done · + next · − back</source>
        <translation>Enter done · + next · − back</translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Last time: %1</source>
        <translation>Last time: %1</translation>
    </message>
    <message>
        <source>Red flag: check the figure, then refer.</source>
        <translation>Red flag: check the figure, then refer.</translation>
    </message>
</context>
<context>
    <name>TaskResult</name>
    <message>
        <source>HQ does not count this (%1).</source>
        <translation>HQ does not count this (%1).</translation>
    </message>
    <message>
        <source>Finished elsewhere. Typed here and not recorded: %1</source>
        <translation>Finished elsewhere. Typed here and not recorded: %1</translation>
    </message>
</context>
<context>
    <name>TasksPanel</name>
    <message>
        <source>Nothing to do for this customer now.</source>
        <translation>Nothing to do for this customer now.</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 open</translation>
    </message>
    <message>
        <source>To do now</source>
        <translation>To do now</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Recent events</source>
        <translation>Recent events</translation>
    </message>
    <message>
        <source>Nothing in the last 18 months.</source>
        <translation>Nothing in the last 18 months.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>Purchases, readings, follow-ups</source>
        <translation>Purchases, readings, follow-ups</translation>
    </message>
    <message>
        <source>Bought %1 items</source>
        <translation>Bought %1 items</translation>
    </message>
    <message>
        <source>Follow-up: %1</source>
        <translation>Follow-up: %1</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search or scan</source>
        <translation>Search or scan</translation>
    </message>
    <message>
        <source>Scan, or type member code / last 4 of phone</source>
        <translation>Scan, or type member code / last 4 of phone</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>Nobody signed in</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>WorklistView</name>
    <message>
        <source>Follow-up tasks</source>
        <translation>Follow-up tasks</translation>
    </message>
</context>
</TS>
