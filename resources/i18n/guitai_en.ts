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
    <name>AnswerCard</name>
    <message>
        <source>Are these the same person?</source>
        <translation>Are these the same person?</translation>
    </message>
    <message>
        <source>Hold: show in full</source>
        <translation>Hold: show in full</translation>
    </message>
    <message>
        <source>alike %1%</source>
        <translation>alike %1%</translation>
    </message>
    <message numerus="yes">
        <source>Same for all %Ln alike</source>
        <translation>
            <numerusform>Same for all %Ln alike</numerusform>
            <numerusform>Same for all %Ln alike</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything that differs is decided. J asks once more.</source>
        <translation>Everything that differs is decided. J asks once more.</translation>
    </message>
    <message>
        <source>%1 (chosen)</source>
        <translation>%1 (chosen)</translation>
    </message>
    <message>
        <source>“%1” differs: which one counts?</source>
        <translation>“%1” differs: which one counts?</translation>
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
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>New</source>
        <translation>New</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>All alike</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
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
    <name>ColumnsCard</name>
    <message>
        <source>Columns of the file</source>
        <translation>Columns of the file</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>In the first rows</source>
        <translation>In the first rows</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Holds</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Column %1</translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation>Do not import</translation>
    </message>
    <message>
        <source>No column holds: %1. Without it nothing can be taken over.</source>
        <translation>No column holds: %1. Without it nothing can be taken over.</translation>
    </message>
    <message>
        <source>Only one column may hold: %1. Leave the others out.</source>
        <translation>Only one column may hold: %1. Leave the others out.</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>In the file, row %1</source>
        <translation>In the file, row %1</translation>
    </message>
    <message>
        <source>On file at this store</source>
        <translation>On file at this store</translation>
    </message>
    <message>
        <source>Earlier in the file, row %1</source>
        <translation>Earlier in the file, row %1</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>differs</translation>
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
    <message>
        <source>Choose</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
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
        <source>phone …%1</source>
        <translation>phone …%1</translation>
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
    <name>DropZone</name>
    <message>
        <source>Drop an Excel or CSV file here</source>
        <translation>Drop an Excel or CSV file here</translation>
    </message>
    <message>
        <source>.xlsx, .csv or .txt. The file itself is never changed or copied.</source>
        <translation>.xlsx, .csv or .txt. The file itself is never changed or copied.</translation>
    </message>
    <message>
        <source>Path of the file</source>
        <translation>Path of the file</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Choose another file</translation>
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
        <source>Follow-up</source>
        <translation>Follow-up</translation>
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
    <name>Field</name>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>Allergies</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Was due</source>
        <translation>Was due</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>Concerns</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Decision</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>Phones</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
</context>
<context>
    <name>FieldsCard</name>
    <message>
        <source>What the column holds</source>
        <translation>What the column holds</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Column %1</translation>
    </message>
    <message>
        <source>“%1” holds</source>
        <translation>“%1” holds</translation>
    </message>
    <message>
        <source>Do not import</source>
        <translation>Do not import</translation>
    </message>
    <message>
        <source>Up and down choose, Enter takes it, Esc leaves it as it is.</source>
        <translation>Up and down choose, Enter takes it, Esc leaves it as it is.</translation>
    </message>
    <message>
        <source>Suggested by what stands in it, not by its title: please look.</source>
        <translation>Suggested by what stands in it, not by its title: please look.</translation>
    </message>
    <message>
        <source>also possible</source>
        <translation>also possible</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in use</translation>
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
    <name>FileCard</name>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Read as</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message>
        <source>no line of titles was found</source>
        <translation>no line of titles was found</translation>
    </message>
    <message>
        <source>titles in line %1</source>
        <translation>titles in line %1</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>Odd signs? Read it as</source>
        <translation>Odd signs? Read it as</translation>
    </message>
    <message>
        <source>This very content was imported before (%1). To import it again, take that import back first.</source>
        <translation>This very content was imported before (%1). To import it again, take that import back first.</translation>
    </message>
    <message>
        <source>This file&apos;s import of %1 was cut short at row %2 of %3. It goes on there with the same columns and answers, and nothing is done twice.</source>
        <translation>This file&apos;s import of %1 was cut short at row %2 of %3. It goes on there with the same columns and answers, and nothing is done twice.</translation>
    </message>
    <message>
        <source>Taking the import of %1 back was cut short. Choose it on the right and take it back once more: it goes on where it stood.</source>
        <translation>Taking the import of %1 back was cut short. Choose it on the right and take it back once more: it goes on where it stood.</translation>
    </message>
    <message>
        <source>The import of %1 was cut short at row %2 of %3. What was done is saved. Choose the same file to go on, or take the import back.</source>
        <translation>The import of %1 was cut short at row %2 of %3. What was done is saved. Choose the same file to go on, or take the import back.</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>Follow-ups</source>
        <translation>Follow-ups</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Customer card</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Take the whole import back</source>
        <translation>Take the whole import back</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Save report</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Check all rows</source>
        <translation>Check all rows</translation>
    </message>
    <message numerus="yes">
        <source>Look at %Ln question(s)</source>
        <translation>
            <numerusform>Look at %Ln question</numerusform>
            <numerusform>Look at %Ln questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %Ln row(s)</source>
        <translation>
            <numerusform>Take over %Ln row</numerusform>
            <numerusform>Take over %Ln rows</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with this import</source>
        <translation>Go on with this import</translation>
    </message>
    <message>
        <source>Assign the columns</source>
        <translation>Assign the columns</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Import another file</source>
        <translation>Import another file</translation>
    </message>
    <message>
        <source>No row can be taken over. Go back and assign the columns.</source>
        <translation>No row can be taken over. Go back and assign the columns.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s) not answered: they go as suggested, and what is on file stays.</source>
        <translation>
            <numerusform>%Ln question not answered: it goes as suggested, and what is on file stays.</numerusform>
            <numerusform>%Ln questions not answered: they go as suggested, and what is on file stays.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is written before the last step.</source>
        <translation>Nothing is written before the last step.</translation>
    </message>
</context>
<context>
    <name>FoundBy</name>
    <message>
        <source>card</source>
        <translation>card</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>phone</translation>
    </message>
    <message>
        <source>name</source>
        <translation>name</translation>
    </message>
    <message>
        <source>former name</source>
        <translation>former name</translation>
    </message>
    <message>
        <source>pinyin</source>
        <translation>pinyin</translation>
    </message>
    <message>
        <source>initials</source>
        <translation>initials</translation>
    </message>
    <message>
        <source>bar code</source>
        <translation>bar code</translation>
    </message>
    <message>
        <source>approval number</source>
        <translation>approval number</translation>
    </message>
    <message>
        <source>generic name</source>
        <translation>generic name</translation>
    </message>
    <message>
        <source>trade name</source>
        <translation>trade name</translation>
    </message>
</context>
<context>
    <name>HeadlineCard</name>
    <message>
        <source>Export unsent work</source>
        <translation>Export unsent work</translation>
    </message>
    <message>
        <source>Reading how it stands…</source>
        <translation>Reading how it stands…</translation>
    </message>
    <message>
        <source>This store&apos;s data are being loaded. The counter can be used.</source>
        <translation>This store&apos;s data are being loaded. The counter can be used.</translation>
    </message>
    <message numerus="yes">
        <source>HQ did not accept %n save(s). Please look at them.</source>
        <translation>
            <numerusform>HQ did not accept %n save. Please look at it.</numerusform>
            <numerusform>HQ did not accept %n saves. Please look at them.</numerusform>
        </translation>
    </message>
    <message>
        <source>This till has not reached HQ yet.</source>
        <translation>This till has not reached HQ yet.</translation>
    </message>
    <message>
        <source>HQ has not answered since %1.</source>
        <translation>HQ has not answered since %1.</translation>
    </message>
    <message numerus="yes">
        <source>HQ has everything; %n save(s) wait there.</source>
        <translation>
            <numerusform>HQ has everything; %n save waits there.</numerusform>
            <numerusform>HQ has everything; %n saves wait there.</numerusform>
        </translation>
    </message>
    <message>
        <source>HQ has everything. Last exchange %1.</source>
        <translation>HQ has everything. Last exchange %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n save(s) wait to be sent, the oldest since %1.</source>
        <translation>
            <numerusform>%n save waits to be sent, since %1.</numerusform>
            <numerusform>%n saves wait to be sent, the oldest since %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every save was confirmed by HQ, one by one.</source>
        <translation>Every save was confirmed by HQ, one by one.</translation>
    </message>
    <message>
        <source>What is here already can be used at once. What you save meanwhile is on this till&apos;s disk at once, and is sent by itself.</source>
        <translation>What is here already can be used at once. What you save meanwhile is on this till&apos;s disk at once, and is sent by itself.</translation>
    </message>
    <message>
        <source>Nothing is lost: what HQ did not accept stays on this till, word for word, until somebody decides. Everything else goes on being sent.</source>
        <translation>Nothing is lost: what HQ did not accept stays on this till, word for word, until somebody decides. Everything else goes on being sent.</translation>
    </message>
    <message>
        <source>Nothing is lost, and there is nothing to do here unless it says so.</source>
        <translation>Nothing is lost, and there is nothing to do here unless it says so.</translation>
    </message>
    <message>
        <source>Nothing is lost: every save is on this till&apos;s disk, encrypted, before the screen says so, and stays until HQ has confirmed it. It is sent by itself.</source>
        <translation>Nothing is lost: every save is on this till&apos;s disk, encrypted, before the screen says so, and stays until HQ has confirmed it. It is sent by itself.</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Imports so far</source>
        <translation>Imports so far</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>No table was imported at this till yet. Whatever is imported appears here and can be taken back as a whole.</source>
        <translation>No table was imported at this till yet. Whatever is imported appears here and can be taken back as a whole.</translation>
    </message>
    <message>
        <source>Reading the imports so far…</source>
        <translation>Reading the imports so far…</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>By %1</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>the program</translation>
    </message>
    <message>
        <source>file content %1</source>
        <translation>file content %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stayed: somebody worked with them since</source>
        <translation>
            <numerusform>%Ln file stayed: somebody worked with it since</numerusform>
            <numerusform>%Ln files stayed: somebody worked with them since</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped at row %1</source>
        <translation>stopped at row %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln joined</source>
        <translation>
            <numerusform>%Ln joined</numerusform>
            <numerusform>%Ln joined</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln skipped</source>
        <translation>
            <numerusform>%Ln skipped</numerusform>
            <numerusform>%Ln skipped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln not taken over</source>
        <translation>
            <numerusform>%Ln not taken over</numerusform>
            <numerusform>%Ln not taken over</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Nothing was written</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>Which one?</source>
        <translation>Which one?</translation>
    </message>
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
        <source>Found by</source>
        <translation>Found by</translation>
    </message>
    <message>
        <source>Customers and medicines that fit</source>
        <translation>Customers and medicines that fit</translation>
    </message>
    <message>
        <source>Ask for the name, then press its number. Esc goes back.</source>
        <translation>Ask for the name, then press its number. Esc goes back.</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 found</translation>
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
    <message>
        <source>File kept, not used</source>
        <translation>File kept, not used</translation>
    </message>
    <message>
        <source>Nothing else on file</source>
        <translation>Nothing else on file</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>Scan a member card</source>
        <translation>Scan a member card</translation>
    </message>
    <message>
        <source>or type a card, the end of a phone, a name or its initials</source>
        <translation>or type a card, the end of a phone, a name or its initials</translation>
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
        <source>Find a customer or a medicine: number, name, pinyin, initials.</source>
        <translation>Find a customer or a medicine: number, name, pinyin, initials.</translation>
    </message>
    <message>
        <source>Work through today&apos;s follow-ups.</source>
        <translation>Work through today&apos;s follow-ups.</translation>
    </message>
</context>
<context>
    <name>ImportChoice</name>
    <message>
        <source>Join</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>New</source>
        <translation>New</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Keep what is on file</source>
        <translation>Keep what is on file</translation>
    </message>
    <message>
        <source>Take the row&apos;s</source>
        <translation>Take the row&apos;s</translation>
    </message>
</context>
<context>
    <name>ImportField</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Former name</source>
        <translation>Former name</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Member card</source>
        <translation>Member card</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>Allergies</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Wants no messages</source>
        <translation>Wants no messages</translation>
    </message>
    <message>
        <source>Bought on</source>
        <translation>Bought on</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Medicine code</source>
        <translation>Medicine code</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Amount paid</source>
        <translation>Amount paid</translation>
    </message>
    <message>
        <source>Days of supply</source>
        <translation>Days of supply</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>Measured on</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>Glucose</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>Blood pressure</translation>
    </message>
    <message>
        <source>Identity card (left out)</source>
        <translation>Identity card (left out)</translation>
    </message>
</context>
<context>
    <name>ImportFile</name>
    <message>
        <source>Choose an old table</source>
        <translation>Choose an old table</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.xlsm *.csv *.txt *.tsv)</source>
        <translation>Tables (*.xlsx *.xlsm *.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel workbook</translation>
    </message>
    <message>
        <source>Text table (CSV)</source>
        <translation>Text table (CSV)</translation>
    </message>
    <message>
        <source>UTF-8 and GBK mixed</source>
        <translation>UTF-8 and GBK mixed</translation>
    </message>
    <message>
        <source>GBK (GB18030)</source>
        <translation>GBK (GB18030)</translation>
    </message>
</context>
<context>
    <name>ImportGroup</name>
    <message>
        <source>Not taken over</source>
        <translation>Not taken over</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>To be asked</source>
        <translation>To be asked</translation>
    </message>
</context>
<context>
    <name>ImportKeys</name>
    <message>
        <source>Take it back</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Save report</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>Read it as</source>
        <translation>Read it as</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>ImportNews</name>
    <message>
        <source>The import of %1 was cut short at row %2 of %3.</source>
        <translation>The import of %1 was cut short at row %2 of %3.</translation>
    </message>
    <message>
        <source>Taking the import of %1 back was cut short.</source>
        <translation>Taking the import of %1 back was cut short.</translation>
    </message>
    <message>
        <source>What was done is saved. It can go on where it stood, or be taken back.</source>
        <translation>What was done is saved. It can go on where it stood, or be taken back.</translation>
    </message>
    <message>
        <source>Import of old data: %1</source>
        <translation>Import of old data: %1</translation>
    </message>
    <message>
        <source>%1 new, %2 joined, %3 not taken over</source>
        <translation>%1 new, %2 joined, %3 not taken over</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Import old data</source>
        <translation>Import old data</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>The report was written to %1</source>
        <translation>The report was written to %1</translation>
    </message>
    <message>
        <source>It names rows, fields and reasons, and holds no values.</source>
        <translation>It names rows, fields and reasons, and holds no values.</translation>
    </message>
</context>
<context>
    <name>ImportStage</name>
    <message>
        <source>Reading the file</source>
        <translation>Reading the file</translation>
    </message>
    <message>
        <source>Checking every row</source>
        <translation>Checking every row</translation>
    </message>
    <message>
        <source>Taking rows over</source>
        <translation>Taking rows over</translation>
    </message>
    <message>
        <source>Taking the import back</source>
        <translation>Taking the import back</translation>
    </message>
</context>
<context>
    <name>ImportState</name>
    <message>
        <source>Cut short</source>
        <translation>Cut short</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Half taken back</source>
        <translation>Half taken back</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
</context>
<context>
    <name>ImportStep</name>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
</context>
<context>
    <name>ImportTime</name>
    <message>
        <source>about %1 s left</source>
        <translation>about %1 s left</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>about %1 min left</translation>
    </message>
</context>
<context>
    <name>ImportValue</name>
    <message>
        <source>female</source>
        <translation>female</translation>
    </message>
    <message>
        <source>male</source>
        <translation>male</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>Attendance</translation>
    </message>
    <message>
        <source>Log entry</source>
        <translation>Log entry</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Complaint</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consent</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Customer file</source>
        <translation>Customer file</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Event</translation>
    </message>
    <message>
        <source>Number in another system</source>
        <translation>Number in another system</translation>
    </message>
    <message>
        <source>Switch</source>
        <translation>Switch</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>Step of a lead</source>
        <translation>Step of a lead</translation>
    </message>
    <message>
        <source>Learning record</source>
        <translation>Learning record</translation>
    </message>
    <message>
        <source>Request for a file</source>
        <translation>Request for a file</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Member card</source>
        <translation>Member card</translation>
    </message>
    <message>
        <source>Stock nearby</source>
        <translation>Stock nearby</translation>
    </message>
    <message>
        <source>Store nearby</source>
        <translation>Store nearby</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>Follow-up result</source>
        <translation>Follow-up result</translation>
    </message>
    <message>
        <source>Earlier purchase</source>
        <translation>Earlier purchase</translation>
    </message>
    <message>
        <source>Question to HQ</source>
        <translation>Question to HQ</translation>
    </message>
    <message>
        <source>Request about own data</source>
        <translation>Request about own data</translation>
    </message>
    <message>
        <source>Decision on a save</source>
        <translation>Decision on a save</translation>
    </message>
    <message>
        <source>Answers to a form</source>
        <translation>Answers to a form</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>Sign-up</source>
        <translation>Sign-up</translation>
    </message>
    <message>
        <source>Contact slot</source>
        <translation>Contact slot</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Follow-up task</source>
        <translation>Follow-up task</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>Purchase</translation>
    </message>
    <message>
        <source>Tier policy</source>
        <translation>Tier policy</translation>
    </message>
    <message>
        <source>Visit note</source>
        <translation>Visit note</translation>
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
        <source>No task is here yet.</source>
        <translation>No task is here yet.</translation>
    </message>
    <message>
        <source>They appear as this store&apos;s data are loaded.</source>
        <translation>They appear as this store&apos;s data are loaded.</translation>
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
    <name>LoadingCard</name>
    <message>
        <source>Loading</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>%1 of %2 records</source>
        <translation>%1 of %2 records</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 a second</translation>
    </message>
    <message>
        <source>Here already: %1</source>
        <translation>Here already: %1</translation>
    </message>
</context>
<context>
    <name>Locked</name>
    <message>
        <source>Readings, medicines and purchases are locked</source>
        <translation>Readings, medicines and purchases are locked</translation>
    </message>
    <message>
        <source>They are on file and come back as soon as HQ has answered.</source>
        <translation>They are on file and come back as soon as HQ has answered.</translation>
    </message>
</context>
<context>
    <name>LogEntry</name>
    <message>
        <source>Customer card opened</source>
        <translation>Customer card opened</translation>
    </message>
    <message>
        <source>Name and phone shown</source>
        <translation>Name and phone shown</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Given up</translation>
    </message>
    <message>
        <source>Follow-up recorded</source>
        <translation>Follow-up recorded</translation>
    </message>
    <message>
        <source>Follow-up undone</source>
        <translation>Follow-up undone</translation>
    </message>
    <message>
        <source>Import of old data begun</source>
        <translation>Import of old data begun</translation>
    </message>
    <message>
        <source>Old data compared with the files</source>
        <translation>Old data compared with the files</translation>
    </message>
    <message>
        <source>Import of old data complete</source>
        <translation>Import of old data complete</translation>
    </message>
    <message>
        <source>Taking an import back begun</source>
        <translation>Taking an import back begun</translation>
    </message>
    <message>
        <source>Import of old data taken back</source>
        <translation>Import of old data taken back</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>Save given up</source>
        <translation>Save given up</translation>
    </message>
    <message>
        <source>Content of a save looked at</source>
        <translation>Content of a save looked at</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>Damaged records found</source>
        <translation>Damaged records found</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>Unsent work exported</source>
        <translation>Unsent work exported</translation>
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
        <source>medicine</source>
        <translation>medicine</translation>
    </message>
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
    <name>Moment</name>
    <message>
        <source>yesterday %1</source>
        <translation>yesterday %1</translation>
    </message>
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
    <name>OutlookCard</name>
    <message>
        <source>What will become of the rows</source>
        <translation>What will become of the rows</translation>
    </message>
    <message>
        <source>people</source>
        <translation>people</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>rows</translation>
    </message>
    <message>
        <source>New files</source>
        <translation>New files</translation>
    </message>
    <message>
        <source>Join a known customer</source>
        <translation>Join a known customer</translation>
    </message>
    <message>
        <source>Need an answer</source>
        <translation>Need an answer</translation>
    </message>
    <message>
        <source>Cannot be taken over</source>
        <translation>Cannot be taken over</translation>
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
    <name>Pile</name>
    <message>
        <source>Not sent</source>
        <translation>Not sent</translation>
    </message>
    <message>
        <source>Waiting at HQ</source>
        <translation>Waiting at HQ</translation>
    </message>
    <message>
        <source>Not accepted by HQ</source>
        <translation>Not accepted by HQ</translation>
    </message>
</context>
<context>
    <name>ProblemsCard</name>
    <message>
        <source>Problems</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>In the table</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>What is wrong</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are in the report (E).</source>
        <translation>
            <numerusform>%Ln more is in the report (E).</numerusform>
            <numerusform>%Ln more are in the report (E).</numerusform>
        </translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>Row %1: %2</translation>
    </message>
    <message>
        <source>Every row can be taken over.</source>
        <translation>Every row can be taken over.</translation>
    </message>
    <message>
        <source>No row lacks anything.</source>
        <translation>No row lacks anything.</translation>
    </message>
    <message>
        <source>Nothing in the rows contradicts itself.</source>
        <translation>Nothing in the rows contradicts itself.</translation>
    </message>
</context>
<context>
    <name>QuestionSheet</name>
    <message>
        <source>Reason, for HQ and the record</source>
        <translation>Reason, for HQ and the record</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Give this save up?</source>
        <translation>Give this save up?</translation>
    </message>
    <message>
        <source>HQ stops waiting for it and it never takes effect. What was entered stays on record here and at HQ, with your name and the reason.</source>
        <translation>HQ stops waiting for it and it never takes effect. What was entered stays on record here and at HQ, with your name and the reason.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>This cannot be undone.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Export unsent work to a file?</source>
        <translation>Export unsent work to a file?</translation>
    </message>
    <message numerus="yes">
        <source>%n save(s) are copied into one file on this till, in case this machine breaks. They stay here too, and go on being sent.</source>
        <translation>
            <numerusform>%n save is copied into a file on this till, in case this machine breaks. It stays here too, and goes on being sent.</numerusform>
            <numerusform>%n saves are copied into one file on this till, in case this machine breaks. They stay here too, and go on being sent.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is sealed: HQ alone can read it. Hand it to IT, who take it in at HQ. Who made it is on record.</source>
        <translation>The file is sealed: HQ alone can read it. Hand it to IT, who take it in at HQ. Who made it is on record.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>QuestionsCard</name>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>Alike</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not answered</source>
        <translation>
            <numerusform>%Ln not answered</numerusform>
            <numerusform>%Ln not answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln question(s)</source>
        <translation>
            <numerusform>%Ln question</numerusform>
            <numerusform>%Ln questions</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, all answered</source>
        <translation>%1, all answered</translation>
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
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
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
        <source>phone …%1</source>
        <translation>phone …%1</translation>
    </message>
</context>
<context>
    <name>RunStep</name>
    <message>
        <source>The import is being taken back.</source>
        <translation>The import is being taken back.</translation>
    </message>
    <message>
        <source>Files it made are withdrawn, fields it changed get back what they held. What somebody worked with since stays. The counter can be used meanwhile.</source>
        <translation>Files it made are withdrawn, fields it changed get back what they held. What somebody worked with since stays. The counter can be used meanwhile.</translation>
    </message>
    <message>
        <source>The rows are being taken over.</source>
        <translation>The rows are being taken over.</translation>
    </message>
    <message>
        <source>Every slice is saved at once and queued for HQ. The counter can be used meanwhile, and this page may be left. If the program ends, it goes on with the same file where it stood.</source>
        <translation>Every slice is saved at once and queued for HQ. The counter can be used meanwhile, and this page may be left. If the program ends, it goes on with the same file where it stood.</translation>
    </message>
    <message>
        <source>It can be taken back as a whole, here and in the list of imports.</source>
        <translation>It can be taken back as a whole, here and in the list of imports.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stayed: somebody worked with them since, so they belong to the desk now.</source>
        <translation>
            <numerusform>%Ln file stayed: somebody worked with it since, so it belongs to the desk now.</numerusform>
            <numerusform>%Ln files stayed: somebody worked with them since, so they belong to the desk now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) were looked at. The import is complete.</source>
        <translation>
            <numerusform>%Ln row was looked at. The import is complete.</numerusform>
            <numerusform>%Ln rows were looked at. The import is complete.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped at row %1 of %2. What was done is saved.</source>
        <translation>Stopped at row %1 of %2. What was done is saved.</translation>
    </message>
    <message>
        <source>Go on where it stands, or take back what was done.</source>
        <translation>Go on where it stands, or take back what was done.</translation>
    </message>
    <message>
        <source>Stopped: part of the import is taken back.</source>
        <translation>Stopped: part of the import is taken back.</translation>
    </message>
    <message>
        <source>Go on to take back the rest. Until then the rest stays in use.</source>
        <translation>Go on to take back the rest. Until then the rest stays in use.</translation>
    </message>
    <message>
        <source>The import is taken back.</source>
        <translation>The import is taken back.</translation>
    </message>
    <message>
        <source>The same file can be imported again.</source>
        <translation>The same file can be imported again.</translation>
    </message>
    <message>
        <source>people</source>
        <translation>people</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>rows</translation>
    </message>
    <message>
        <source>New files</source>
        <translation>New files</translation>
    </message>
    <message>
        <source>Joined to known customers</source>
        <translation>Joined to known customers</translation>
    </message>
    <message>
        <source>Skipped on your word</source>
        <translation>Skipped on your word</translation>
    </message>
    <message>
        <source>Not taken over</source>
        <translation>Not taken over</translation>
    </message>
</context>
<context>
    <name>Save</name>
    <message>
        <source>the program</source>
        <translation>the program</translation>
    </message>
    <message>
        <source>Decided here; HQ has to confirm it.</source>
        <translation>Decided here; HQ has to confirm it.</translation>
    </message>
    <message>
        <source>On its way to HQ.</source>
        <translation>On its way to HQ.</translation>
    </message>
    <message>
        <source>HQ gave no reason.</source>
        <translation>HQ gave no reason.</translation>
    </message>
    <message>
        <source>It is stored on this till and is sent by itself.</source>
        <translation>It is stored on this till and is sent by itself.</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>There is nothing to do.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
</context>
<context>
    <name>SaveDetail</name>
    <message>
        <source>The save</source>
        <translation>The save</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Give up</translation>
    </message>
    <message>
        <source>Choose a save</source>
        <translation>Choose a save</translation>
    </message>
    <message>
        <source>No save needs a decision.</source>
        <translation>No save needs a decision.</translation>
    </message>
    <message>
        <source>Its reason, and what to do about it, appear here.</source>
        <translation>Its reason, and what to do about it, appear here.</translation>
    </message>
    <message numerus="yes">
        <source>tried %n time(s)</source>
        <translation>
            <numerusform>tried %n time</numerusform>
            <numerusform>tried %n times</numerusform>
        </translation>
    </message>
    <message>
        <source>To correct it or give it up, a pharmacist or manager signs in.</source>
        <translation>To correct it or give it up, a pharmacist or manager signs in.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavesCard</name>
    <message>
        <source>Saves</source>
        <translation>Saves</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message numerus="yes">
        <source>%n newer save(s) are not listed.</source>
        <translation>
            <numerusform>%n newer save is not listed.</numerusform>
            <numerusform>%n newer saves are not listed.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the lists…</source>
        <translation>Reading the lists…</translation>
    </message>
    <message>
        <source>Nothing waits to be sent.</source>
        <translation>Nothing waits to be sent.</translation>
    </message>
    <message>
        <source>What is saved at this till from now on appears here until HQ has it.</source>
        <translation>What is saved at this till from now on appears here until HQ has it.</translation>
    </message>
    <message>
        <source>Nothing waits at HQ.</source>
        <translation>Nothing waits at HQ.</translation>
    </message>
    <message>
        <source>A save waits there for another one to come first, or for HQ to be updated.</source>
        <translation>A save waits there for another one to come first, or for HQ to be updated.</translation>
    </message>
    <message>
        <source>HQ accepted everything.</source>
        <translation>HQ accepted everything.</translation>
    </message>
    <message>
        <source>If it does not accept a save, that save appears here, with the reason.</source>
        <translation>If it does not accept a save, that save appears here, with the reason.</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Enter it again for %1. What you save takes the place of what HQ refused.</source>
        <translation>Enter it again for %1. What you save takes the place of what HQ refused.</translation>
    </message>
</context>
<context>
    <name>StandingBar</name>
    <message>
        <source>Loading</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>HQ asked for this till to be handed over. Health data are locked.</source>
        <translation>HQ asked for this till to be handed over. Health data are locked.</translation>
    </message>
    <message>
        <source>Masked names and allergies stay readable, and you can go on recording: it is sent to HQ. Please call IT.</source>
        <translation>Masked names and allergies stay readable, and you can go on recording: it is sent to HQ. Please call IT.</translation>
    </message>
    <message numerus="yes">
        <source>No word from HQ for %n day(s). Health data are locked.</source>
        <translation>
            <numerusform>No word from HQ for %n day. Health data are locked.</numerusform>
            <numerusform>No word from HQ for %n days. Health data are locked.</numerusform>
        </translation>
    </message>
    <message>
        <source>Masked names and allergies stay readable, and you can go on recording. It opens by itself as soon as HQ answers.</source>
        <translation>Masked names and allergies stay readable, and you can go on recording. It opens by itself as soon as HQ answers.</translation>
    </message>
    <message>
        <source>This till has seen a later time than the clock shows. Health data are locked.</source>
        <translation>This till has seen a later time than the clock shows. Health data are locked.</translation>
    </message>
    <message>
        <source>Masked names and allergies stay readable, and you can go on recording. Please set the clock. It opens by itself as soon as HQ answers.</source>
        <translation>Masked names and allergies stay readable, and you can go on recording. Please set the clock. It opens by itself as soon as HQ answers.</translation>
    </message>
    <message numerus="yes">
        <source>No word from HQ for %n day(s).</source>
        <translation>
            <numerusform>No word from HQ for %n day.</numerusform>
            <numerusform>No word from HQ for %n days.</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1 on only masked names and allergies are shown, until HQ answers again. Recording goes on. Please have the network looked at.</source>
        <translation>From %1 on only masked names and allergies are shown, until HQ answers again. Recording goes on. Please have the network looked at.</translation>
    </message>
    <message>
        <source>%1 records so far</source>
        <translation>%1 records so far</translation>
    </message>
    <message>
        <source>%1 of %2 records</source>
        <translation>%1 of %2 records</translation>
    </message>
    <message>
        <source>This store&apos;s data are not all here yet</source>
        <translation>This store&apos;s data are not all here yet</translation>
    </message>
    <message>
        <source>HQ does not answer; the load goes on by itself when it does. The counter can be used. Whoever is not found may not be here yet.</source>
        <translation>HQ does not answer; the load goes on by itself when it does. The counter can be used. Whoever is not found may not be here yet.</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 a second</translation>
    </message>
    <message>
        <source>Loading this store&apos;s data</source>
        <translation>Loading this store&apos;s data</translation>
    </message>
    <message>
        <source>The counter can be used. Whoever is not found yet may still be on the way.</source>
        <translation>The counter can be used. Whoever is not found yet may still be on the way.</translation>
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
        <source>Loading store data: %Ln row(s)</source>
        <translation>
            <numerusform>Loading store data: %Ln row</numerusform>
            <numerusform>Loading store data: %Ln rows</numerusform>
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
    <name>StepsBar</name>
    <message>
        <source>Import old data</source>
        <translation>Import old data</translation>
    </message>
    <message>
        <source>Step %1 of 5: %2</source>
        <translation>Step %1 of 5: %2</translation>
    </message>
</context>
<context>
    <name>Stream</name>
    <message>
        <source>Catalogue and rules</source>
        <translation>Catalogue and rules</translation>
    </message>
    <message>
        <source>This store&apos;s files</source>
        <translation>This store&apos;s files</translation>
    </message>
</context>
<context>
    <name>StreamsCard</name>
    <message>
        <source>What HQ sends</source>
        <translation>What HQ sends</translation>
    </message>
    <message>
        <source>From HQ</source>
        <translation>From HQ</translation>
    </message>
    <message>
        <source>Records here</source>
        <translation>Records here</translation>
    </message>
    <message>
        <source>Compared with HQ</source>
        <translation>Compared with HQ</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) from HQ cannot be used by this program.</source>
        <translation>
            <numerusform>%n record from HQ cannot be used by this program.</numerusform>
            <numerusform>%n records from HQ cannot be used by this program.</numerusform>
        </translation>
    </message>
    <message>
        <source>This version does not know this kind of record yet.</source>
        <translation>This version does not know this kind of record yet.</translation>
    </message>
    <message>
        <source>Differs from HQ since %1; being mended</source>
        <translation>Differs from HQ since %1; being mended</translation>
    </message>
    <message>
        <source>Being compared with HQ record by record</source>
        <translation>Being compared with HQ record by record</translation>
    </message>
    <message>
        <source>Being loaded</source>
        <translation>Being loaded</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <translation>Not compared yet</translation>
    </message>
    <message>
        <source>The same as at HQ, %1</source>
        <translation>The same as at HQ, %1</translation>
    </message>
</context>
<context>
    <name>SummaryCard</name>
    <message>
        <source>Problems by kind</source>
        <translation>Problems by kind</translation>
    </message>
    <message>
        <source>Missing fields</source>
        <translation>Missing fields</translation>
    </message>
    <message>
        <source>%1 of %2 rows can be taken over.</source>
        <translation>%1 of %2 rows can be taken over.</translation>
    </message>
</context>
<context>
    <name>SyncCentrePage</name>
    <message>
        <source>Sync centre</source>
        <translation>Sync centre</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message numerus="yes">
        <source>%n save(s) were written to %1</source>
        <translation>
            <numerusform>%n save was written to %1</numerusform>
            <numerusform>%n saves were written to %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is sealed: HQ alone can read it. Hand it to IT.</source>
        <translation>The file is sealed: HQ alone can read it. Hand it to IT.</translation>
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
        <source>phone …%1</source>
        <translation>phone …%1</translation>
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
    <name>TillCard</name>
    <message>
        <source>This till</source>
        <translation>This till</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>Without HQ</source>
        <translation>Without HQ</translation>
    </message>
    <message>
        <source>Self-check</source>
        <translation>Self-check</translation>
    </message>
    <message>
        <source>The same as HQ&apos;s</source>
        <translation>The same as HQ&apos;s</translation>
    </message>
    <message>
        <source>%1 slow</source>
        <translation>%1 slow</translation>
    </message>
    <message>
        <source>%1 fast</source>
        <translation>%1 fast</translation>
    </message>
    <message>
        <source>records get HQ&apos;s time</source>
        <translation>records get HQ&apos;s time</translation>
    </message>
    <message>
        <source>please set this computer&apos;s clock</source>
        <translation>please set this computer&apos;s clock</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message>
        <source>HQ wants this till back; health data are locked</source>
        <translation>HQ wants this till back; health data are locked</translation>
    </message>
    <message>
        <source>Health data are locked until HQ answers</source>
        <translation>Health data are locked until HQ answers</translation>
    </message>
    <message>
        <source>Can be used offline until %1</source>
        <translation>Can be used offline until %1</translation>
    </message>
    <message>
        <source>Not yet; it runs by itself every day</source>
        <translation>Not yet; it runs by itself every day</translation>
    </message>
    <message>
        <source>All records read through %1</source>
        <translation>All records read through %1</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>made %1</translation>
    </message>
    <message>
        <source>at HQ %1</source>
        <translation>at HQ %1</translation>
    </message>
    <message>
        <source>in a verified backup %1</source>
        <translation>in a verified backup %1</translation>
    </message>
    <message>
        <source>pruned %1</source>
        <translation>pruned %1</translation>
    </message>
    <message>
        <source>For IT: device %1</source>
        <translation>For IT: device %1</translation>
    </message>
    <message>
        <source>HQ says %1</source>
        <translation>HQ says %1</translation>
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
        <source>Scan, or type pinyin / phone end / medicine</source>
        <translation>Scan, or type pinyin / phone end / medicine</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>Nobody signed in</translation>
    </message>
    <message>
        <source>Opens the sync centre (F10)</source>
        <translation>Opens the sync centre (F10)</translation>
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
    <name>UndoSheet</name>
    <message>
        <source>Take the whole import back?</source>
        <translation>Take the whole import back?</translation>
    </message>
    <message>
        <source>Files it made are withdrawn here and at HQ, and fields it changed get back what they held. Files somebody worked with since stay, and are counted.</source>
        <translation>Files it made are withdrawn here and at HQ, and fields it changed get back what they held. Files somebody worked with since stay, and are counted.</translation>
    </message>
    <message>
        <source>The same file can be imported again afterwards.</source>
        <translation>The same file can be imported again afterwards.</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Take it back</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>The import of %1: %2 rows, %3 records written.</source>
        <translation>The import of %1: %2 rows, %3 records written.</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Stopping at the next safe place…</source>
        <translation>Stopping at the next safe place…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 of %2 rows</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 a second</translation>
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
