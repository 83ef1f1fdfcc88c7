<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Advice</name>
    <message>
        <source>Needs a doctor now</source>
        <translation>Needs a doctor now</translation>
    </message>
    <message>
        <source>Say to the customer</source>
        <translation>Say to the customer</translation>
    </message>
    <message>
        <source>Refer to a doctor</source>
        <translation>Refer to a doctor</translation>
    </message>
    <message>
        <source>“Your blood pressure is far from the usual range. Please sit down; we measure again in five minutes. If it stays so, please see a doctor today and not later. With chest pain, a severe headache or weakness on one side we call an ambulance.”</source>
        <translation>“Your blood pressure is far from the usual range. Please sit down; we measure again in five minutes. If it stays so, please see a doctor today and not later. With chest pain, a severe headache or weakness on one side we call an ambulance.”</translation>
    </message>
    <message>
        <source>“Your glucose is too low. Please sit down and take 15 g of sugar now; we measure again in 15 minutes. Please see a doctor today; do not drive until it is up again.”</source>
        <translation>“Your glucose is too low. Please sit down and take 15 g of sugar now; we measure again in 15 minutes. Please see a doctor today; do not drive until it is up again.”</translation>
    </message>
    <message>
        <source>“Your glucose is very high. Please see a doctor today and not later, and take your medicines along. With vomiting, deep breath or drowsiness we call an ambulance.”</source>
        <translation>“Your glucose is very high. Please see a doctor today and not later, and take your medicines along. With vomiting, deep breath or drowsiness we call an ambulance.”</translation>
    </message>
    <message>
        <source>Not saved: this customer refused a health file.</source>
        <translation>Not saved: this customer refused a health file.</translation>
    </message>
    <message>
        <source>Ask again within two weeks; no rule of HQ makes the task.</source>
        <translation>Ask again within two weeks; no rule of HQ makes the task.</translation>
    </message>
    <message>
        <source>Ask again by %1: the task is on the list.</source>
        <translation>Ask again by %1: the task is on the list.</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Agreement with a family pharmacist</source>
        <translation>Agreement with a family pharmacist</translation>
    </message>
    <message>
        <source>Enter records it with you as the pharmacist, for one year, and prints it to be signed.</source>
        <translation>Enter records it with you as the pharmacist, for one year, and prints it to be signed.</translation>
    </message>
    <message>
        <source>Sign up and print</source>
        <translation>Sign up and print</translation>
    </message>
    <message>
        <source>1. The pharmacist looks after the customer&apos;s medicines for one year: how to take them, what does not go together, and when a check or a refill is due.</source>
        <translation>1. The pharmacist looks after the customer&apos;s medicines for one year: how to take them, what does not go together, and when a check or a refill is due.</translation>
    </message>
    <message>
        <source>2. For this the store keeps and uses the customer&apos;s conditions, allergies, readings and purchases, for nothing else, and shows them to nobody who is not on duty here.</source>
        <translation>2. For this the store keeps and uses the customer&apos;s conditions, allergies, readings and purchases, for nothing else, and shows them to nobody who is not on duty here.</translation>
    </message>
    <message>
        <source>3. It costs nothing and obliges to no purchase. It replaces no doctor: what needs one is said at once.</source>
        <translation>3. It costs nothing and obliges to no purchase. It replaces no doctor: what needs one is said at once.</translation>
    </message>
    <message>
        <source>4. The customer may end it on any day by saying so, and ask for a copy, a correction or the erasure of the data.</source>
        <translation>4. The customer may end it on any day by saying so, and ask for a copy, a correction or the erasure of the data.</translation>
    </message>
    <message>
        <source>Customer or guardian (full name)</source>
        <translation>Customer or guardian (full name)</translation>
    </message>
    <message>
        <source>Pharmacist</source>
        <translation>Pharmacist</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>phone ending in %1</source>
        <translation>phone ending in %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Holds</translation>
    </message>
</context>
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
    <message>
        <source>Asked: no allergy known.</source>
        <translation>Asked: no allergy known.</translation>
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
    <name>AnswerPanel</name>
    <message>
        <source>What the customer was told, in one line</source>
        <translation>What the customer was told, in one line</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>The request was answered</source>
        <translation>The request was answered</translation>
    </message>
    <message>
        <source>Say what was done. Today&apos;s date is noted with it.</source>
        <translation>Say what was done. Today&apos;s date is noted with it.</translation>
    </message>
    <message>
        <source>The request is refused</source>
        <translation>The request is refused</translation>
    </message>
    <message>
        <source>A refusal needs its reason. Today&apos;s date is noted.</source>
        <translation>A refusal needs its reason. Today&apos;s date is noted.</translation>
    </message>
</context>
<context>
    <name>AskedCard</name>
    <message>
        <source>Scan this card</source>
        <translation>Scan this card</translation>
    </message>
    <message>
        <source>The card</source>
        <translation>The card</translation>
    </message>
    <message>
        <source>Best from the printed sheet (P). A scanner with a camera in it reads from this screen too.</source>
        <translation>Best from the printed sheet (P). A scanner with a camera in it reads from this screen too.</translation>
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
        <source>Withdraw</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>Throw the draft away</translation>
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
        <source>Remember code</source>
        <translation>Remember code</translation>
    </message>
    <message>
        <source>For their phone</source>
        <translation>For their phone</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Came to an event</source>
        <translation>Came to an event</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>Blood pressure</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>Glucose</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
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
        <source>Refill as last time</source>
        <translation>Refill as last time</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>Pick</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>Stolen disk: no protection</source>
        <translation>Stolen disk: no protection</translation>
    </message>
    <message>
        <source>The key lies in a file: a stolen disk is not protected</source>
        <translation>The key lies in a file: a stolen disk is not protected</translation>
    </message>
    <message>
        <source>Set up a scanner</source>
        <translation>Set up a scanner</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>Learn again</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Ask HQ</source>
        <translation>Ask HQ</translation>
    </message>
    <message>
        <source>Have it held</source>
        <translation>Have it held</translation>
    </message>
    <message>
        <source>Part of the page</source>
        <translation>Part of the page</translation>
    </message>
    <message>
        <source>Other draft</source>
        <translation>Other draft</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>Somebody else buys</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>The other one</source>
        <translation>The other one</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Print a card</source>
        <translation>Print a card</translation>
    </message>
    <message>
        <source>Family pharmacist</source>
        <translation>Family pharmacist</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>New request</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>All actions</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Form for their phone</source>
        <translation>Form for their phone</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>Refill</translation>
    </message>
    <message>
        <source>Complete the file</source>
        <translation>Complete the file</translation>
    </message>
    <message>
        <source>A word to HQ</source>
        <translation>A word to HQ</translation>
    </message>
</context>
<context>
    <name>CardsList</name>
    <message>
        <source>Set up a scanner</source>
        <translation>Set up a scanner</translation>
    </message>
</context>
<context>
    <name>ChooseSide</name>
    <message>
        <source>Whose purchases</source>
        <translation>Whose purchases</translation>
    </message>
    <message>
        <source>This file may only be kept and shown to inspectors.</source>
        <translation>This file may only be kept and shown to inspectors.</translation>
    </message>
    <message>
        <source>18 months of purchases with what was said around them. Who looks, and why, is noted.</source>
        <translation>18 months of purchases with what was said around them. Who looks, and why, is noted.</translation>
    </message>
    <message>
        <source>Say why it is looked at: 1, 2 or 3.</source>
        <translation>Say why it is looked at: 1, 2 or 3.</translation>
    </message>
    <message>
        <source>the card is open, or was scanned</source>
        <translation>the card is open, or was scanned</translation>
    </message>
    <message>
        <source>Making the pack…</source>
        <translation>Making the pack…</translation>
    </message>
    <message>
        <source>Why is it looked at? The digit makes the pack.</source>
        <translation>Why is it looked at? The digit makes the pack.</translation>
    </message>
    <message>
        <source>Nobody fits</source>
        <translation>Nobody fits</translation>
    </message>
    <message>
        <source>Try the tail of the phone, or pinyin initials, or scan the member card.</source>
        <translation>Try the tail of the phone, or pinyin initials, or scan the member card.</translation>
    </message>
    <message>
        <source>Whose purchases?</source>
        <translation>Whose purchases?</translation>
    </message>
    <message>
        <source>Scan the member card, or type a name&apos;s pinyin or the phone&apos;s tail.</source>
        <translation>Scan the member card, or type a name&apos;s pinyin or the phone&apos;s tail.</translation>
    </message>
</context>
<context>
    <name>CodeKind</name>
    <message>
        <source>Member code</source>
        <translation>Member code</translation>
    </message>
    <message>
        <source>GS1 code</source>
        <translation>GS1 code</translation>
    </message>
    <message>
        <source>Medical insurance code</source>
        <translation>Medical insurance code</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>Payment code</translation>
    </message>
    <message>
        <source>Medicine trace code</source>
        <translation>Medicine trace code</translation>
    </message>
    <message>
        <source>Member card</source>
        <translation>Member card</translation>
    </message>
    <message>
        <source>Staff badge</source>
        <translation>Staff badge</translation>
    </message>
    <message>
        <source>Product barcode</source>
        <translation>Product barcode</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Web address</translation>
    </message>
    <message>
        <source>Code with a wrong check digit</source>
        <translation>Code with a wrong check digit</translation>
    </message>
    <message>
        <source>Unknown code</source>
        <translation>Unknown code</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1 (dropped)</translation>
    </message>
    <message>
        <source>UDI of another issuer</source>
        <translation>UDI of another issuer</translation>
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
    <name>CommandBar</name>
    <message>
        <source>Commands</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>What do you want to do?</translation>
    </message>
    <message>
        <source>What do you want to do? Chinese, initials or English</source>
        <translation>What do you want to do? Chinese, initials or English</translation>
    </message>
    <message>
        <source>What works now</source>
        <translation>What works now</translation>
    </message>
    <message>
        <source>Nothing that works here is called so.</source>
        <translation>Nothing that works here is called so.</translation>
    </message>
    <message>
        <source>↑ ↓ choose · ⏎ do it · Esc close. The key on the right does the same at once.</source>
        <translation>↑ ↓ choose · ⏎ do it · Esc close. The key on the right does the same at once.</translation>
    </message>
    <message>
        <source>↑ %1 more</source>
        <translation>↑ %1 more</translation>
    </message>
    <message>
        <source>↓ %1 more</source>
        <translation>↓ %1 more</translation>
    </message>
    <message>
        <source>Go to: %1</source>
        <translation>Go to: %1</translation>
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
    <name>Complaint</name>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation>Out of stock</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Something else</translation>
    </message>
</context>
<context>
    <name>Compliance</name>
    <message>
        <source>SHA-256 %1 · page %2 of %3</source>
        <translation>SHA-256 %1 · page %2 of %3</translation>
    </message>
    <message>
        <source>Inspection pack: purchases of one customer</source>
        <translation>Inspection pack: purchases of one customer</translation>
    </message>
    <message>
        <source>Medical insurance inspection</source>
        <translation>Medical insurance inspection</translation>
    </message>
    <message>
        <source>Drug authority inspection</source>
        <translation>Drug authority inspection</translation>
    </message>
    <message>
        <source>The customer asks for a copy</source>
        <translation>The customer asks for a copy</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>Without an id</source>
        <translation>Without an id</translation>
    </message>
    <message>
        <source>Notes that fit no sale</source>
        <translation>Notes that fit no sale</translation>
    </message>
    <message>
        <source>Mind</source>
        <translation>Mind</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Drug code</source>
        <translation>Drug code</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Prescription</source>
        <translation>Prescription</translation>
    </message>
    <message>
        <source>Trace code</source>
        <translation>Trace code</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>Sold by</source>
        <translation>Sold by</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>Consultation</translation>
    </message>
    <message>
        <source>ERP order</source>
        <translation>ERP order</translation>
    </message>
    <message>
        <source>WeCom conversation</source>
        <translation>WeCom conversation</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>%1 of 100 sure</source>
        <translation>%1 of 100 sure</translation>
    </message>
    <message>
        <source>The PDF of %1 (…%2) is out of date: something changed. P makes it anew.</source>
        <translation>The PDF of %1 (…%2) is out of date: something changed. P makes it anew.</translation>
    </message>
    <message>
        <source>The workbook of %1 (…%2) is out of date: something changed. E makes it anew.</source>
        <translation>The workbook of %1 (…%2) is out of date: something changed. E makes it anew.</translation>
    </message>
    <message>
        <source>There are more records than a pack holds.</source>
        <translation>There are more records than a pack holds.</translation>
    </message>
    <message>
        <source>This file may only be kept and shown to inspectors.</source>
        <translation>This file may only be kept and shown to inspectors.</translation>
    </message>
    <message>
        <source>none known</source>
        <translation>none known</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Buyers that fit no sale</source>
        <translation>Buyers that fit no sale</translation>
    </message>
    <message>
        <source>Bought by</source>
        <translation>Bought by</translation>
    </message>
    <message>
        <source>order</source>
        <translation>order</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>WeCom</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>lead</translation>
    </message>
    <message>
        <source>no id</source>
        <translation>no id</translation>
    </message>
    <message>
        <source>stands on the sale</source>
        <translation>stands on the sale</translation>
    </message>
    <message>
        <source>stands on the note</source>
        <translation>stands on the note</translation>
    </message>
    <message>
        <source>read off the receipt</source>
        <translation>read off the receipt</translation>
    </message>
    <message>
        <source>taken over from a file</source>
        <translation>taken over from a file</translation>
    </message>
    <message>
        <source>by the time</source>
        <translation>by the time</translation>
    </message>
    <message>
        <source>a lead of the same customer</source>
        <translation>a lead of the same customer</translation>
    </message>
    <message>
        <source>certain</source>
        <translation>certain</translation>
    </message>
    <message>
        <source>Order number linked</source>
        <translation>Order number linked</translation>
    </message>
    <message>
        <source>Buyer noted</source>
        <translation>Buyer noted</translation>
    </message>
    <message>
        <source>Making the file…</source>
        <translation>Making the file…</translation>
    </message>
    <message>
        <source>Making the file: page %1 of %2</source>
        <translation>Making the file: page %1 of %2</translation>
    </message>
    <message>
        <source>ID card</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>insurance card</source>
        <translation>insurance card</translation>
    </message>
    <message>
        <source>household register</source>
        <translation>household register</translation>
    </message>
    <message>
        <source>another paper</source>
        <translation>another paper</translation>
    </message>
    <message>
        <source>Where files go</source>
        <translation>Where files go</translation>
    </message>
    <message>
        <source>Prescriptions</source>
        <translation>Prescriptions</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Medicines</source>
        <translation>Medicines</translation>
    </message>
    <message>
        <source>Only what fits</source>
        <translation>Only what fits</translation>
    </message>
    <message>
        <source>Older ones lie at HQ, which keeps them for five years.</source>
        <translation>Older ones lie at HQ, which keeps them for five years.</translation>
    </message>
    <message>
        <source>There are more records than are shown.</source>
        <translation>There are more records than are shown.</translation>
    </message>
    <message>
        <source>a copy of their data</source>
        <translation>a copy of their data</translation>
    </message>
    <message>
        <source>a correction</source>
        <translation>a correction</translation>
    </message>
    <message>
        <source>erasure</source>
        <translation>erasure</translation>
    </message>
    <message>
        <source>to withdraw consent</source>
        <translation>to withdraw consent</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>answered</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>%1 d late</source>
        <translation>%1 d late</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>due today</translation>
    </message>
    <message>
        <source>%1 d left</source>
        <translation>%1 d left</translation>
    </message>
    <message>
        <source>(kept only)</source>
        <translation>(kept only)</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>Asks for</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Member card, pinyin, or the phone&apos;s tail</source>
        <translation>Member card, pinyin, or the phone&apos;s tail</translation>
    </message>
    <message>
        <source>Number, medicine, name, or month: 2025-11</source>
        <translation>Number, medicine, name, or month: 2025-11</translation>
    </message>
    <message>
        <source>Part of a name or of the note</source>
        <translation>Part of a name or of the note</translation>
    </message>
    <message>
        <source>Request taken down</source>
        <translation>Request taken down</translation>
    </message>
    <message>
        <source>Answer noted</source>
        <translation>Answer noted</translation>
    </message>
    <message>
        <source>%1 fit; the newest %2 are listed, the file holds all.</source>
        <translation>%1 fit; the newest %2 are listed, the file holds all.</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Part of a form&apos;s name</source>
        <translation>Part of a form&apos;s name</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>the program</translation>
    </message>
    <message>
        <source>HQ</source>
        <translation>HQ</translation>
    </message>
    <message>
        <source>Yuan</source>
        <translation>Yuan</translation>
    </message>
    <message>
        <source>Form of the program, not of an authority</source>
        <translation>Form of the program, not of an authority</translation>
    </message>
    <message>
        <source>Masked, for the screen</source>
        <translation>Masked, for the screen</translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>page %1 of %2</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Inspect</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Register</translation>
    </message>
</context>
<context>
    <name>CompliancePage</name>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>The paper shown</source>
        <translation>The paper shown</translation>
    </message>
    <message>
        <source>Say why, make the pack</source>
        <translation>Say why, make the pack</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>Other customer</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Save workbook</source>
        <translation>Save workbook</translation>
    </message>
    <message>
        <source>Save what is on file</source>
        <translation>Save what is on file</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>The file is written. It holds health data: give it to nobody else.</source>
        <translation>The file is written. It holds health data: give it to nobody else.</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>What is asked for</translation>
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
    <name>Consent</name>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>No to everything</source>
        <translation>No to everything</translation>
    </message>
    <message>
        <source>Health file</source>
        <translation>Health file</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Reminders</translation>
    </message>
    <message>
        <source>Offers and events</source>
        <translation>Offers and events</translation>
    </message>
    <message>
        <source>May we keep your health data (conditions, allergies, readings, medicines) to advise you? Without it we serve you all the same.</source>
        <translation>May we keep your health data (conditions, allergies, readings, medicines) to advise you? Without it we serve you all the same.</translation>
    </message>
    <message>
        <source>May we call or message you when a medicine runs out or a check is due? You can say stop at any time.</source>
        <translation>May we call or message you when a medicine runs out or a check is due? You can say stop at any time.</translation>
    </message>
    <message>
        <source>May we tell you about offers and events? You can say stop at any time.</source>
        <translation>May we tell you about offers and events? You can say stop at any time.</translation>
    </message>
    <message>
        <source>not asked yet: counts as no</source>
        <translation>not asked yet: counts as no</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>now: %1</translation>
    </message>
    <message>
        <source>Under 14: a guardian has to agree</source>
        <translation>Under 14: a guardian has to agree</translation>
    </message>
    <message>
        <source>Silent: send nothing</source>
        <translation>Silent: send nothing</translation>
    </message>
    <message>
        <source>Agreed: %1</source>
        <translation>Agreed: %1</translation>
    </message>
    <message>
        <source>Not asked: %1</source>
        <translation>Not asked: %1</translation>
    </message>
    <message>
        <source>said by the guardian</source>
        <translation>said by the guardian</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Refused: %1</translation>
    </message>
    <message>
        <source>Under 14: who agrees for the child?</source>
        <translation>Under 14: who agrees for the child?</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Counter</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>Not today</translation>
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
    <name>DeviceDetail</name>
    <message>
        <source>The device</source>
        <translation>The device</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>Learn again</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>No device</source>
        <translation>No device</translation>
    </message>
    <message>
        <source>Read any code with it now. It leads nowhere.</source>
        <translation>Read any code with it now. It leads nowhere.</translation>
    </message>
    <message numerus="yes">
        <source>It works: %1, %n character(s).</source>
        <translation>
            <numerusform>It works: %1, %n character.</numerusform>
            <numerusform>It works: %1, %n characters.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing came within 20 seconds. Does it beep? Check cable or battery, then learn it again (L).</source>
        <translation>Nothing came within 20 seconds. Does it beep? Check cable or battery, then learn it again (L).</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>nothing yet</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>Last read</translation>
    </message>
    <message>
        <source>Since the start</source>
        <translation>Since the start</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>not yet: it reads by the usual rules</source>
        <translation>not yet: it reads by the usual rules</translation>
    </message>
    <message numerus="yes">
        <source>%n code(s) read</source>
        <translation>
            <numerusform>%n code read</numerusform>
            <numerusform>%n codes read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n garbled</source>
        <translation>
            <numerusform>%n garbled</numerusform>
            <numerusform>%n garbled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n not taken</numerusform>
            <numerusform>%n not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeviceKind</name>
    <message>
        <source>Scanner that types</source>
        <translation>Scanner that types</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>Serial scanner</translation>
    </message>
    <message>
        <source>HID POS scanner</source>
        <translation>HID POS scanner</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Serial port</translation>
    </message>
</context>
<context>
    <name>DeviceSound</name>
    <message>
        <source>Sound off</source>
        <translation>Sound off</translation>
    </message>
    <message>
        <source>Sound does not work</source>
        <translation>Sound does not work</translation>
    </message>
    <message>
        <source>Sound: system bell</source>
        <translation>Sound: system bell</translation>
    </message>
    <message>
        <source>Sound {percent} %</source>
        <translation>Sound {percent} %</translation>
    </message>
</context>
<context>
    <name>DeviceState</name>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>Not there</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Does not work</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Off</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>No scanner is set up yet. Press N to begin.</source>
        <translation>No scanner is set up yet. Press N to begin.</translation>
    </message>
    <message>
        <source>A device is being opened…</source>
        <translation>A device is being opened…</translation>
    </message>
    <message>
        <source>All devices are ready.</source>
        <translation>All devices are ready.</translation>
    </message>
    <message>
        <source>This system says from which keyboard a key came: a scanner that types is known for certain.</source>
        <translation>This system says from which keyboard a key came: a scanner that types is known for certain.</translation>
    </message>
    <message>
        <source>This system mixes all keyboards into one. A scanner that types is told from a person by the habits that set-up learns.</source>
        <translation>This system mixes all keyboards into one. A scanner that types is told from a person by the habits that set-up learns.</translation>
    </message>
</context>
<context>
    <name>DevicesCard</name>
    <message>
        <source>Devices of this till</source>
        <translation>Devices of this till</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Last read</source>
        <translation>Last read</translation>
    </message>
    <message>
        <source>Typing works without a scanner. To add one, plug it in and press N: five printed cards teach this till how it reads.</source>
        <translation>Typing works without a scanner. To add one, plug it in and press N: five printed cards teach this till how it reads.</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>nothing yet</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Leave this card out</source>
        <translation>Leave this card out</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Begin anew</translation>
    </message>
    <message>
        <source>Serial port</source>
        <translation>Serial port</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>The scanner is set up. Try it with T.</source>
        <translation>The scanner is set up. Try it with T.</translation>
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
        <source>For %1</source>
        <translation>For %1</translation>
    </message>
    <message>
        <source>handed over by %1</source>
        <translation>handed over by %1</translation>
    </message>
    <message>
        <source>For anybody in the store</source>
        <translation>For anybody in the store</translation>
    </message>
    <message>
        <source>Not reached: %1×</source>
        <translation>Not reached: %1×</translation>
    </message>
</context>
<context>
    <name>Enrol</name>
    <message>
        <source>Saved</source>
        <translation>Saved</translation>
    </message>
    <message>
        <source>On this till; it goes to HQ with the next exchange.</source>
        <translation>On this till; it goes to HQ with the next exchange.</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>Open the card</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Next customer</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>New customer</translation>
    </message>
    <message>
        <source>A phone and what is bought are enough; the rest comes later.</source>
        <translation>A phone and what is bought are enough; the rest comes later.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Phone, 11 digits</source>
        <translation>Phone, 11 digits</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name (may wait)</source>
        <translation>Name (may wait)</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>Born: 1958-1-3</source>
        <translation>Born: 1958-1-3</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Put the draft aside</source>
        <translation>Put the draft aside</translation>
    </message>
    <message>
        <source>Guardian who speaks: %1</source>
        <translation>Guardian who speaks: %1</translation>
    </message>
    <message>
        <source>Seems to be on file already. Enter again begins a second file.</source>
        <translation>Seems to be on file already. Enter again begins a second file.</translation>
    </message>
    <message>
        <source>On to the answers</source>
        <translation>On to the answers</translation>
    </message>
    <message>
        <source>What is bought</source>
        <translation>What is bought</translation>
    </message>
    <message>
        <source>Who it is (may be left out)</source>
        <translation>Who it is (may be left out)</translation>
    </message>
    <message>
        <source>Open this file</source>
        <translation>Open this file</translation>
    </message>
    <message>
        <source>Is the guardian</source>
        <translation>Is the guardian</translation>
    </message>
    <message>
        <source>On file already?</source>
        <translation>On file already?</translation>
    </message>
    <message>
        <source>Very likely on file. Ask for the name before a second file.</source>
        <translation>Very likely on file. Ask for the name before a second file.</translation>
    </message>
    <message>
        <source>Ask whether it is one of these. A shared phone may be a family.</source>
        <translation>Ask whether it is one of these. A shared phone may be a family.</translation>
    </message>
    <message>
        <source>Nobody on file at this store looks like it.</source>
        <translation>Nobody on file at this store looks like it.</translation>
    </message>
    <message>
        <source>Type phone, name or day of birth: who looks alike is shown here, also offline.</source>
        <translation>Type phone, name or day of birth: who looks alike is shown here, also offline.</translation>
    </message>
    <message>
        <source>Draft of %1, not saved.</source>
        <translation>Draft of %1, not saved.</translation>
    </message>
    <message>
        <source>Long-term medicine</source>
        <translation>Long-term medicine</translation>
    </message>
    <message>
        <source>Medicine now and then</source>
        <translation>Medicine now and then</translation>
    </message>
    <message>
        <source>Health food</source>
        <translation>Health food</translation>
    </message>
    <message>
        <source>Medical devices</source>
        <translation>Medical devices</translation>
    </message>
    <message>
        <source>Body care</source>
        <translation>Body care</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Pregnant</source>
        <translation>Pregnant</translation>
    </message>
    <message>
        <source>Elderly</source>
        <translation>Elderly</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Child</translation>
    </message>
    <message>
        <source>Pregnant: which week? Folic acid? Allergies? Warn before every medicine.</source>
        <translation>Pregnant: which week? Folic acid? Allergies? Warn before every medicine.</translation>
    </message>
    <message>
        <source>Elderly: which medicines every day? Allergies? Who fetches them?</source>
        <translation>Elderly: which medicines every day? Allergies? Who fetches them?</translation>
    </message>
    <message>
        <source>Child: date of birth and weight? Allergies? A guardian speaks under 14.</source>
        <translation>Child: date of birth and weight? Allergies? A guardian speaks under 14.</translation>
    </message>
    <message>
        <source>the phone number is the same</source>
        <translation>the phone number is the same</translation>
    </message>
    <message>
        <source>phone ends so</source>
        <translation>phone ends so</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>same name</translation>
    </message>
    <message>
        <source>name sounds so</source>
        <translation>name sounds so</translation>
    </message>
    <message>
        <source>another name</source>
        <translation>another name</translation>
    </message>
    <message>
        <source>same birth</source>
        <translation>same birth</translation>
    </message>
    <message>
        <source>another birth</source>
        <translation>another birth</translation>
    </message>
    <message>
        <source>another sex</source>
        <translation>another sex</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>%1 of 100</translation>
    </message>
    <message>
        <source>New file: %1</source>
        <translation>New file: %1</translation>
    </message>
    <message>
        <source>no member number yet</source>
        <translation>no member number yet</translation>
    </message>
    <message>
        <source>Nothing was said about the data: it counts as no.</source>
        <translation>Nothing was said about the data: it counts as no.</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 years</translation>
    </message>
    <message>
        <source>Ask at once</source>
        <translation>Ask at once</translation>
    </message>
    <message>
        <source>For this customer</source>
        <translation>For this customer</translation>
    </message>
    <message>
        <source>Print a card</source>
        <translation>Print a card</translation>
    </message>
    <message>
        <source>Family pharmacist</source>
        <translation>Family pharmacist</translation>
    </message>
    <message>
        <source>Signed up until %1</source>
        <translation>Signed up until %1</translation>
    </message>
    <message>
        <source>The number is this store&apos;s, until HQ issues a signed member code.</source>
        <translation>The number is this store&apos;s, until HQ issues a signed member code.</translation>
    </message>
    <message>
        <source>temporary</source>
        <translation>temporary</translation>
    </message>
    <message>
        <source>Form for their phone</source>
        <translation>Form for their phone</translation>
    </message>
    <message>
        <source>a phone or a name</source>
        <translation>a phone or a name</translation>
    </message>
    <message>
        <source>what is bought</source>
        <translation>what is bought</translation>
    </message>
    <message>
        <source>Draft, not saved.</source>
        <translation>Draft, not saved.</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>Still missing: %1.</translation>
    </message>
    <message>
        <source>Nothing said, counts as no: %1.</source>
        <translation>Nothing said, counts as no: %1.</translation>
    </message>
    <message>
        <source>Next: type the phone.</source>
        <translation>Next: type the phone.</translation>
    </message>
    <message>
        <source>Next: Enter goes on to the answers.</source>
        <translation>Next: Enter goes on to the answers.</translation>
    </message>
    <message>
        <source>Next: Alt and a letter say yes or no; Enter saves.</source>
        <translation>Next: Alt and a letter say yes or no; Enter saves.</translation>
    </message>
    <message>
        <source>Next: 1–%1 say what is bought.</source>
        <translation>Next: 1–%1 say what is bought.</translation>
    </message>
    <message>
        <source>Next: Enter saves.</source>
        <translation>Next: Enter saves.</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>New customer</source>
        <translation>New customer</translation>
    </message>
    <message>
        <source>Back to the other new customer</source>
        <translation>Back to the other new customer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>Open the card</translation>
    </message>
    <message>
        <source>What is bought, who it is</source>
        <translation>What is bought, who it is</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Yes or no</translation>
    </message>
    <message>
        <source>Open a file, guardian</source>
        <translation>Open a file, guardian</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Next customer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Sign up and print</source>
        <translation>Sign up and print</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
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
    <name>Feedback</name>
    <message>
        <source>Kept for HQ. Thank you.</source>
        <translation>Kept for HQ. Thank you.</translation>
    </message>
</context>
<context>
    <name>FeedbackPage</name>
    <message>
        <source>A word to HQ about the program</source>
        <translation>A word to HQ about the program</translation>
    </message>
    <message>
        <source>What is in the way, or would help?</source>
        <translation>What is in the way, or would help?</translation>
    </message>
    <message>
        <source>Sent is what stands in the field and the drawing below, and nothing else. Names, numbers and readings are grey. Please write no customer&apos;s name.</source>
        <translation>Sent is what stands in the field and the drawing below, and nothing else. Names, numbers and readings are grey. Please write no customer&apos;s name.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Leave</translation>
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
        <source>Other names</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>Agreed</translation>
    </message>
    <message>
        <source>Hours to be reached at</source>
        <translation>Hours to be reached at</translation>
    </message>
    <message>
        <source>For</source>
        <translation>For</translation>
    </message>
    <message>
        <source>Wants no messages</source>
        <translation>Wants no messages</translation>
    </message>
    <message>
        <source>Version of the text</source>
        <translation>Version of the text</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Is on</source>
        <translation>Is on</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Learning card</source>
        <translation>Learning card</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Version of the form</source>
        <translation>Version of the form</translation>
    </message>
    <message>
        <source>Mentioned</source>
        <translation>Mentioned</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Bought</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Next step</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>Kept by</source>
        <translation>Kept by</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Side effects</source>
        <translation>Side effects</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Came from</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>How it stands</translation>
    </message>
    <message>
        <source>Other system</source>
        <translation>Other system</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In words</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>Urgent</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>Asks for</translation>
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
        <source>How</source>
        <translation>How</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
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
    <name>File</name>
    <message>
        <source>Remark: %1</source>
        <translation>Remark: %1</translation>
    </message>
    <message>
        <source>A remark of an old table speaks of an allergy; it cannot be shown now. Ask which.</source>
        <translation>A remark of an old table speaks of an allergy; it cannot be shown now. Ask which.</translation>
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
    <name>FilesBar</name>
    <message>
        <source>The file</source>
        <translation>The file</translation>
    </message>
    <message>
        <source>Files go to %1</source>
        <translation>Files go to %1</translation>
    </message>
</context>
<context>
    <name>FollowUpsPage</name>
    <message>
        <source>Follow-ups</source>
        <translation>Follow-ups</translation>
    </message>
    <message>
        <source>Who is to have it</source>
        <translation>Who is to have it</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Customer card</source>
        <translation>Customer card</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Outcome</translation>
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
    <name>Form</name>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>What is answered is kept at this till until it is saved.</source>
        <translation>What is answered is kept at this till until it is saved.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>%1 item(s) cannot be shown by this program:</source>
        <translation>%1 item(s) cannot be shown by this program:</translation>
    </message>
    <message>
        <source>Take the last one away</source>
        <translation>Take the last one away</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Something else</translation>
    </message>
    <message>
        <source>Another entry for “%1”?</source>
        <translation>Another entry for “%1”?</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>typed: %1</source>
        <translation>typed: %1</translation>
    </message>
    <message>
        <source>Would rather not say</source>
        <translation>Would rather not say</translation>
    </message>
    <message>
        <source>Does not know</source>
        <translation>Does not know</translation>
    </message>
    <message>
        <source>Enter goes on</source>
        <translation>Enter goes on</translation>
    </message>
    <message>
        <source>has to be answered</source>
        <translation>has to be answered</translation>
    </message>
    <message>
        <source>several answers; Enter goes on</source>
        <translation>several answers; Enter goes on</translation>
    </message>
    <message>
        <source>several answers: Enter after each; Enter alone goes on</source>
        <translation>several answers: Enter after each; Enter alone goes on</translation>
    </message>
    <message>
        <source>date: 20260112 or 2026-1-12</source>
        <translation>date: 20260112 or 2026-1-12</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>whole number</translation>
    </message>
    <message>
        <source>%1 characters at most</source>
        <translation>%1 characters at most</translation>
    </message>
    <message>
        <source>unit after the number: %1</source>
        <translation>unit after the number: %1</translation>
    </message>
    <message>
        <source>0: write something else</source>
        <translation>0: write something else</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 or more</translation>
    </message>
    <message>
        <source>%1 or less</source>
        <translation>%1 or less</translation>
    </message>
    <message>
        <source>Not a date. Which day is meant, such as 20260112?</source>
        <translation>Not a date. Which day is meant, such as 20260112?</translation>
    </message>
    <message>
        <source>Not an amount. How much, in %1?</source>
        <translation>Not an amount. How much, in %1?</translation>
    </message>
    <message>
        <source>Not a number. Which number is meant?</source>
        <translation>Not a number. Which number is meant?</translation>
    </message>
    <message>
        <source>No answer yet. What is it, or Alt+1, Alt+2?</source>
        <translation>No answer yet. What is it, or Alt+1, Alt+2?</translation>
    </message>
    <message>
        <source>Less than %1. Is that right, or what is it?</source>
        <translation>Less than %1. Is that right, or what is it?</translation>
    </message>
    <message>
        <source>More than %1. Is that right, or what is it?</source>
        <translation>More than %1. Is that right, or what is it?</translation>
    </message>
    <message>
        <source>Longer than %1 characters. How to say it shorter?</source>
        <translation>Longer than %1 characters. How to say it shorter?</translation>
    </message>
    <message>
        <source>More than %1 decimals. What is it, rounded?</source>
        <translation>More than %1 decimals. What is it, rounded?</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>%1 of %2 answered</translation>
    </message>
    <message>
        <source>%1 still have to be answered</source>
        <translation>%1 still have to be answered</translation>
    </message>
    <message>
        <source>%1 to look at again</source>
        <translation>%1 to look at again</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>version %1</translation>
    </message>
    <message>
        <source>corrects saved answers, in the form they were given to</source>
        <translation>corrects saved answers, in the form they were given to</translation>
    </message>
    <message>
        <source>HQ has version %1 by now; this draft goes on as it was begun</source>
        <translation>HQ has version %1 by now; this draft goes on as it was begun</translation>
    </message>
    <message>
        <source>this version is not at this till; in the words of another</source>
        <translation>this version is not at this till; in the words of another</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>Needs a doctor now: %1. Refer the customer today.</source>
        <translation>Needs a doctor now: %1. Refer the customer today.</translation>
    </message>
</context>
<context>
    <name>FormSide</name>
    <message>
        <source>The form</source>
        <translation>The form</translation>
    </message>
    <message>
        <source>This form came with the program. Ask the insurance office whether it takes it.</source>
        <translation>This form came with the program. Ask the insurance office whether it takes it.</translation>
    </message>
    <message>
        <source>The first page</source>
        <translation>The first page</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message numerus="yes">
        <source>Masked here; the file has the name in full. %n page(s)</source>
        <translation>
            <numerusform>Masked here; the file has the name in full. %n page</numerusform>
            <numerusform>Masked here; the file has the name in full. %n pages</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the customer first: open the card, or choose on Alt+1.</source>
        <translation>Choose the customer first: open the card, or choose on Alt+1.</translation>
    </message>
</context>
<context>
    <name>FormsPage</name>
    <message>
        <source>Forms</source>
        <translation>Forms</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Card; the draft stays</source>
        <translation>Card; the draft stays</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Back to the list</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>not begun</translation>
    </message>
    <message>
        <source>draft of %1</source>
        <translation>draft of %1</translation>
    </message>
    <message>
        <source>%1 item(s) cannot be shown</source>
        <translation>%1 item(s) cannot be shown</translation>
    </message>
    <message>
        <source>answered %1 · version %2</source>
        <translation>answered %1 · version %2</translation>
    </message>
    <message>
        <source>Open a customer&apos;s card first; then Q opens the forms.</source>
        <translation>Open a customer&apos;s card first; then Q opens the forms.</translation>
    </message>
    <message>
        <source>HQ has published no form for this store.</source>
        <translation>HQ has published no form for this store.</translation>
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
    <name>FoundCard</name>
    <message>
        <source>Plugged in</source>
        <translation>Plugged in</translation>
    </message>
    <message>
        <source>Name and place</source>
        <translation>Name and place</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in use</translation>
    </message>
    <message numerus="yes">
        <source>%n more are not listed.</source>
        <translation>
            <numerusform>%n more are not listed.</numerusform>
            <numerusform>%n more are not listed.</numerusform>
        </translation>
    </message>
    <message>
        <source>No scanner, serial port or camera was found on this computer.</source>
        <translation>No scanner, serial port or camera was found on this computer.</translation>
    </message>
</context>
<context>
    <name>HandBody</name>
    <message numerus="yes">
        <source>%n open follow-up(s)</source>
        <translation>
            <numerusform>%n open follow-up</numerusform>
            <numerusform>%n open follow-ups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandSheet</name>
    <message>
        <source>Hand over</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Anybody in the store</source>
        <translation>Anybody in the store</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Only this one</translation>
    </message>
    <message>
        <source>Instead: %1</source>
        <translation>Instead: %1</translation>
    </message>
    <message>
        <source>With it goes: %1</source>
        <translation>With it goes: %1</translation>
    </message>
    <message>
        <source>What is typed as a note before goes with it.</source>
        <translation>What is typed as a note before goes with it.</translation>
    </message>
    <message>
        <source>%1 (keep it for me)</source>
        <translation>%1 (keep it for me)</translation>
    </message>
    <message>
        <source>+ shows more people</source>
        <translation>+ shows more people</translation>
    </message>
    <message numerus="yes">
        <source>all %n open follow-up(s)</source>
        <translation>
            <numerusform>all %n open follow-up</numerusform>
            <numerusform>all %n open follow-ups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>%n due today</numerusform>
            <numerusform>%n due today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n later</source>
        <translation>
            <numerusform>%n later</numerusform>
            <numerusform>%n later</numerusform>
        </translation>
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
    <message>
        <source>How the devices are doing</source>
        <translation>How the devices are doing</translation>
    </message>
    <message>
        <source>Set up a scanner</source>
        <translation>Set up a scanner</translation>
    </message>
    <message>
        <source>Print the set-up cards</source>
        <translation>Print the set-up cards</translation>
    </message>
    <message>
        <source>Looking at the devices…</source>
        <translation>Looking at the devices…</translation>
    </message>
</context>
<context>
    <name>HealthFile</name>
    <message>
        <source>Health file refused: note only allergies and this sale</source>
        <translation>Health file refused: note only allergies and this sale</translation>
    </message>
    <message>
        <source>Not asked about a health file yet. Ask before you save: Esc, then P notes their answer.</source>
        <translation>Not asked about a health file yet. Ask before you save: Esc, then P notes their answer.</translation>
    </message>
    <message>
        <source>Health file refused. What is on file can be withdrawn; nothing new is saved.</source>
        <translation>Health file refused. What is on file can be withdrawn; nothing new is saved.</translation>
    </message>
    <message>
        <source>Health file refused. The reading is told and not saved. If they want it kept: Esc, then P for their yes.</source>
        <translation>Health file refused. The reading is told and not saved. If they want it kept: Esc, then P for their yes.</translation>
    </message>
    <message>
        <source>Health file refused. Note only what this sale needs, and allergies: no illnesses, readings or side effects.</source>
        <translation>Health file refused. Note only what this sale needs, and allergies: no illnesses, readings or side effects.</translation>
    </message>
    <message>
        <source>Health file refused. No form is opened and no answer saved without a yes: Esc, then P on the card. Allergies may be noted.</source>
        <translation>Health file refused. No form is opened and no answer saved without a yes: Esc, then P on the card. Allergies may be noted.</translation>
    </message>
    <message>
        <source>Health file refused. The reading is told and not saved; finish without one.</source>
        <translation>Health file refused. The reading is told and not saved; finish without one.</translation>
    </message>
    <message>
        <source>Told only</source>
        <translation>Told only</translation>
    </message>
</context>
<context>
    <name>HeldLine</name>
    <message>
        <source>Held against %1</source>
        <translation>Held against %1</translation>
    </message>
    <message>
        <source>Held against nobody</source>
        <translation>Held against nobody</translation>
    </message>
    <message>
        <source>Hold against the open card</source>
        <translation>Hold against the open card</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Somebody else</translation>
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
        <source>About</source>
        <translation>About</translation>
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
        <source>Press its number. Which stores nearby have it, and what may stand in, is on F5.</source>
        <translation>Press its number. Which stores nearby have it, and what may stand in, is on F5.</translation>
    </message>
    <message>
        <source>Press its number; a customer is asked for the name. Esc goes back.</source>
        <translation>Press its number; a customer is asked for the name. Esc goes back.</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 found</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message>
        <source>Family: %1</source>
        <translation>Family: %1</translation>
    </message>
    <message>
        <source>guardian</source>
        <translation>guardian</translation>
    </message>
    <message>
        <source>in their care</source>
        <translation>in their care</translation>
    </message>
    <message>
        <source>reminders: %1</source>
        <translation>reminders: %1</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 and %2 more</translation>
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
        <source>Labels</source>
        <translation>Labels</translation>
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
    <name>InboxPage</name>
    <message>
        <source>Filled in by customers</source>
        <translation>Filled in by customers</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>Came</translation>
    </message>
    <message>
        <source>Answers that wait</source>
        <translation>Answers that wait</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>Keep the file</source>
        <translation>Keep the file</translation>
    </message>
    <message>
        <source>Take the answer</source>
        <translation>Take the answer</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Put away</translation>
    </message>
    <message>
        <source>Nothing waits. On the sheet of a customer Alt+Q shows a code: the customer fills the form in on their own phone, and the code it shows is scanned here.</source>
        <translation>Nothing waits. On the sheet of a customer Alt+Q shows a code: the customer fills the form in on their own phone, and the code it shows is scanned here.</translation>
    </message>
    <message>
        <source>What the customer said, beside the file.</source>
        <translation>What the customer said, beside the file.</translation>
    </message>
    <message>
        <source>Nothing new: the file says all of it already.</source>
        <translation>Nothing new: the file says all of it already.</translation>
    </message>
    <message>
        <source>Against the file</source>
        <translation>Against the file</translation>
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
        <source>Word to HQ</source>
        <translation>Word to HQ</translation>
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
        <source>Key of member codes</source>
        <translation>Key of member codes</translation>
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
        <source>Revoked member code</source>
        <translation>Revoked member code</translation>
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
    <name>Knowledge</name>
    <message>
        <source>Reviewed answers</source>
        <translation>Reviewed answers</translation>
    </message>
    <message>
        <source>Asked HQ</source>
        <translation>Asked HQ</translation>
    </message>
    <message>
        <source>Learning cards</source>
        <translation>Learning cards</translation>
    </message>
    <message>
        <source>Source: %1. Reviewed by %2 on %3, valid until %4.</source>
        <translation>Source: %1. Reviewed by %2 on %3, valid until %4.</translation>
    </message>
    <message>
        <source>Not for %1: the file says %2.</source>
        <translation>Not for %1: the file says %2.</translation>
    </message>
    <message>
        <source>This answer names nothing to hold against a file: whether it is for %1 is yours to judge.</source>
        <translation>This answer names nothing to hold against a file: whether it is for %1 is yours to judge.</translation>
    </message>
    <message>
        <source>Looked for in the file of %1 and not found: %2. What nobody noted is not there.</source>
        <translation>Looked for in the file of %1 and not found: %2. What nobody noted is not there.</translation>
    </message>
    <message>
        <source>They also have at home: %1.</source>
        <translation>They also have at home: %1.</translation>
    </message>
    <message>
        <source>Learned this month.</source>
        <translation>Learned this month.</translation>
    </message>
    <message>
        <source>Not known yet when it was asked today.</source>
        <translation>Not known yet when it was asked today.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Waiting for HQ</source>
        <translation>Waiting for HQ</translation>
    </message>
    <message>
        <source>%1 · %2 · valid until %3</source>
        <translation>%1 · %2 · valid until %3</translation>
    </message>
    <message>
        <source>Not for this customer: the file says %1.</source>
        <translation>Not for this customer: the file says %1.</translation>
    </message>
    <message>
        <source>Not with: %1.</source>
        <translation>Not with: %1.</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Page %1 of %2</translation>
    </message>
</context>
<context>
    <name>KnowledgeDetail</name>
    <message>
        <source>The answer</source>
        <translation>The answer</translation>
    </message>
    <message>
        <source>Ask HQ</source>
        <translation>Ask HQ</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>For their phone</source>
        <translation>For their phone</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>Show the answer</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>What is the answer? Think of it first.</source>
        <translation>What is the answer? Think of it first.</translation>
    </message>
    <message>
        <source>No question to HQ yet</source>
        <translation>No question to HQ yet</translation>
    </message>
    <message>
        <source>What nobody here can answer goes to HQ&apos;s pharmacists with Alt A.</source>
        <translation>What nobody here can answer goes to HQ&apos;s pharmacists with Alt A.</translation>
    </message>
    <message>
        <source>No reviewed answer</source>
        <translation>No reviewed answer</translation>
    </message>
    <message>
        <source>Nothing is guessed here. Ask HQ: the answer appears under “Asked HQ”.</source>
        <translation>Nothing is guessed here. Ask HQ: the answer appears under “Asked HQ”.</translation>
    </message>
    <message>
        <source>Nothing published yet</source>
        <translation>Nothing published yet</translation>
    </message>
    <message>
        <source>HQ&apos;s reviewed answers come with the next exchange.</source>
        <translation>HQ&apos;s reviewed answers come with the next exchange.</translation>
    </message>
    <message>
        <source>Asked %1</source>
        <translation>Asked %1</translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message>
        <source>Knowledge</source>
        <translation>Knowledge</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Ask in words, pinyin or its initials, or part of a name</source>
        <translation>Ask in words, pinyin or its initials, or part of a name</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Reviewed</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>Show the answer</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <source>This month %1 of %2 done here · %3 accepted by HQ</source>
        <translation>This month %1 of %2 done here · %3 accepted by HQ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>The question goes to HQ.</source>
        <translation>The question goes to HQ.</translation>
    </message>
    <message>
        <source>The answer appears under “Asked HQ”.</source>
        <translation>The answer appears under “Asked HQ”.</translation>
    </message>
</context>
<context>
    <name>Label</name>
    <message>
        <source>not confirmed yet</source>
        <translation>not confirmed yet</translation>
    </message>
    <message>
        <source>noted at the desk</source>
        <translation>noted at the desk</translation>
    </message>
    <message>
        <source>said by the customer</source>
        <translation>said by the customer</translation>
    </message>
    <message>
        <source>by HQ</source>
        <translation>by HQ</translation>
    </message>
    <message>
        <source>by a rule</source>
        <translation>by a rule</translation>
    </message>
    <message>
        <source>by a model</source>
        <translation>by a model</translation>
    </message>
    <message>
        <source>on file; nobody named</source>
        <translation>on file; nobody named</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>since %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>Label, its pinyin or initials</source>
        <translation>Label, its pinyin or initials</translation>
    </message>
    <message>
        <source>Enter takes the first that fits. One that is on is taken off if staff put it on; those of rules, of HQ and of the customer&apos;s own words stay.</source>
        <translation>Enter takes the first that fits. One that is on is taken off if staff put it on; those of rules, of HQ and of the customer&apos;s own words stay.</translation>
    </message>
    <message>
        <source>No label here is called so.</source>
        <translation>No label here is called so.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>on</translation>
    </message>
    <message>
        <source>Put on</source>
        <translation>Put on</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>put on: %1</source>
        <translation>put on: %1</translation>
    </message>
    <message>
        <source>taken off: %1</source>
        <translation>taken off: %1</translation>
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
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
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
        <source>Mine %1</source>
        <translation>Mine %1</translation>
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
        <source>Nothing was handed to you.</source>
        <translation>Nothing was handed to you.</translation>
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
    <name>LastCard</name>
    <message>
        <source>What came</source>
        <translation>What came</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Begin anew</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>Nothing came yet</source>
        <translation>Nothing came yet</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Noise</translation>
    </message>
    <message>
        <source>No set-up card</source>
        <translation>No set-up card</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <translation>Read: %1</translation>
    </message>
    <message>
        <source>It reads no QR code</source>
        <translation>It reads no QR code</translation>
    </message>
    <message>
        <source>Leave this card out</source>
        <translation>Leave this card out</translation>
    </message>
</context>
<context>
    <name>LeafletSide</name>
    <message>
        <source>For the customer</source>
        <translation>For the customer</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Print all the same</source>
        <translation>Print all the same</translation>
    </message>
    <message>
        <source>Show the code all the same</source>
        <translation>Show the code all the same</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Nothing has been given out yet.</source>
        <translation>Nothing has been given out yet.</translation>
    </message>
    <message>
        <source>The customer&apos;s phone reads it off the screen; nothing is sent.</source>
        <translation>The customer&apos;s phone reads it off the screen; nothing is sent.</translation>
    </message>
    <message>
        <source>Printing.</source>
        <translation>Printing.</translation>
    </message>
</context>
<context>
    <name>Learned</name>
    <message>
        <source>%1 ms a key</source>
        <translation>%1 ms a key</translation>
    </message>
    <message>
        <source>%1 ms a key (slow)</source>
        <translation>%1 ms a key (slow)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>Suffix</source>
        <translation>Suffix</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Separator</translation>
    </message>
    <message>
        <source>letters come in the wrong case</source>
        <translation>letters come in the wrong case</translation>
    </message>
    <message>
        <source>keys come twice</source>
        <translation>keys come twice</translation>
    </message>
    <message>
        <source>an input method eats letters</source>
        <translation>an input method eats letters</translation>
    </message>
    <message>
        <source>none seen</source>
        <translation>none seen</translation>
    </message>
    <message>
        <source>Harm</source>
        <translation>Harm</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>not learned</source>
        <translation>not learned</translation>
    </message>
    <message>
        <source>arrives as it is</source>
        <translation>arrives as it is</translation>
    </message>
    <message>
        <source>gets lost</source>
        <translation>gets lost</translation>
    </message>
    <message>
        <source>arrives as Ctrl+]</source>
        <translation>arrives as Ctrl+]</translation>
    </message>
    <message>
        <source>arrives as Alt+029</source>
        <translation>arrives as Alt+029</translation>
    </message>
    <message>
        <source>arrives as Alt+0</source>
        <translation>arrives as Alt+0</translation>
    </message>
    <message>
        <source>arrives as the digits 029</source>
        <translation>arrives as the digits 029</translation>
    </message>
    <message>
        <source>arrives as F8</source>
        <translation>arrives as F8</translation>
    </message>
    <message>
        <source>arrives as %1</source>
        <translation>arrives as %1</translation>
    </message>
</context>
<context>
    <name>LessonBar</name>
    <message>
        <source>Remember the unknown code as a bar code of %1?</source>
        <translation>Remember the unknown code as a bar code of %1?</translation>
    </message>
    <message>
        <source>Remember the unknown code as a card of %1?</source>
        <translation>Remember the unknown code as a card of %1?</translation>
    </message>
    <message>
        <source>The code of %1 characters that ends in %2; other tills learn it too.</source>
        <translation>The code of %1 characters that ends in %2; other tills learn it too.</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Remember</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Remembered: the code …%2 is a bar code of %1</source>
        <translation>Remembered: the code …%2 is a bar code of %1</translation>
    </message>
    <message>
        <source>Remembered: the code …%2 is a card of %1</source>
        <translation>Remembered: the code …%2 is a card of %1</translation>
    </message>
</context>
<context>
    <name>ListDetail</name>
    <message>
        <source>To the list</source>
        <translation>To the list</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>What the camera sees</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>Waiting for a picture…</source>
        <translation>Waiting for a picture…</translation>
    </message>
    <message>
        <source>A payment, insurance or ID code is in view: the picture is not shown.</source>
        <translation>A payment, insurance or ID code is in view: the picture is not shown.</translation>
    </message>
    <message>
        <source>Too dark: switch a light on.</source>
        <translation>Too dark: switch a light on.</translation>
    </message>
    <message>
        <source>It shines: tilt the pack a little.</source>
        <translation>It shines: tilt the pack a little.</translation>
    </message>
    <message>
        <source>Blurred: hold still, or further away.</source>
        <translation>Blurred: hold still, or further away.</translation>
    </message>
    <message>
        <source>A code is seen.</source>
        <translation>A code is seen.</translation>
    </message>
    <message>
        <source>Hold a code into the picture.</source>
        <translation>Hold a code into the picture.</translation>
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
    <name>Lock</name>
    <message>
        <source>Pharmacist</source>
        <translation>Pharmacist</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>Nobody is known here yet</source>
        <translation>Nobody is known here yet</translation>
    </message>
    <message>
        <source>Who is working?</source>
        <translation>Who is working?</translation>
    </message>
    <message>
        <source>%1: your PIN</source>
        <translation>%1: your PIN</translation>
    </message>
    <message>
        <source>%1: scan your badge</source>
        <translation>%1: scan your badge</translation>
    </message>
    <message>
        <source>%1: choose a PIN</source>
        <translation>%1: choose a PIN</translation>
    </message>
    <message>
        <source>%1: the same PIN again</source>
        <translation>%1: the same PIN again</translation>
    </message>
    <message>
        <source>Which manager is here?</source>
        <translation>Which manager is here?</translation>
    </message>
    <message>
        <source>%2: your PIN, so that %1 can choose a new one</source>
        <translation>%2: your PIN, so that %1 can choose a new one</translation>
    </message>
    <message>
        <source>This till has not heard from HQ who works here. The counter can be opened without signing in; it locks as soon as HQ has said.</source>
        <translation>This till has not heard from HQ who works here. The counter can be opened without signing in; it locks as soon as HQ has said.</translation>
    </message>
    <message>
        <source>Looking who works here …</source>
        <translation>Looking who works here …</translation>
    </message>
    <message>
        <source>Names or files are about to be shown or saved. The PIN counts for two minutes.</source>
        <translation>Names or files are about to be shown or saved. The PIN counts for two minutes.</translation>
    </message>
    <message>
        <source>Scan your badge, or press your number.</source>
        <translation>Scan your badge, or press your number.</translation>
    </message>
    <message>
        <source>What you were doing is still here.</source>
        <translation>What you were doing is still here.</translation>
    </message>
    <message>
        <source>Your first time at this till. Without the badge a manager can vouch for you.</source>
        <translation>Your first time at this till. Without the badge a manager can vouch for you.</translation>
    </message>
    <message>
        <source>Six digits that nobody guesses. They stay on this till and are not sent.</source>
        <translation>Six digits that nobody guesses. They stay on this till and are not sent.</translation>
    </message>
    <message>
        <source>So that a slip of the finger does not lock you out.</source>
        <translation>So that a slip of the finger does not lock you out.</translation>
    </message>
    <message>
        <source>It goes on record at HQ.</source>
        <translation>It goes on record at HQ.</translation>
    </message>
    <message>
        <source>Unsaved new customers, notes and questions are kept as drafts for 7 days.</source>
        <translation>Unsaved new customers, notes and questions are kept as drafts for 7 days.</translation>
    </message>
    <message>
        <source>No badge: ask a manager</source>
        <translation>No badge: ask a manager</translation>
    </message>
    <message>
        <source>Forgot the PIN</source>
        <translation>Forgot the PIN</translation>
    </message>
    <message>
        <source>Do not go on</source>
        <translation>Do not go on</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Lock</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>People of this store</source>
        <translation>People of this store</translation>
    </message>
    <message>
        <source>PIN, six digits</source>
        <translation>PIN, six digits</translation>
    </message>
    <message>
        <source>Open without signing in</source>
        <translation>Open without signing in</translation>
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
        <source>Entered in error</source>
        <translation>Entered in error</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>As it was before</translation>
    </message>
    <message>
        <source>Card printed</source>
        <translation>Card printed</translation>
    </message>
    <message>
        <source>Contradiction in a file answered</source>
        <translation>Contradiction in a file answered</translation>
    </message>
    <message>
        <source>Answer to a contradiction undone</source>
        <translation>Answer to a contradiction undone</translation>
    </message>
    <message>
        <source>Consent noted</source>
        <translation>Consent noted</translation>
    </message>
    <message>
        <source>Consent undone</source>
        <translation>Consent undone</translation>
    </message>
    <message>
        <source>Customer file opened anew</source>
        <translation>Customer file opened anew</translation>
    </message>
    <message>
        <source>Two files are two people</source>
        <translation>Two files are two people</translation>
    </message>
    <message>
        <source>Two files are one person</source>
        <translation>Two files are one person</translation>
    </message>
    <message>
        <source>Word on two files undone</source>
        <translation>Word on two files undone</translation>
    </message>
    <message>
        <source>New customer file taken back</source>
        <translation>New customer file taken back</translation>
    </message>
    <message>
        <source>Missing field filled in</source>
        <translation>Missing field filled in</translation>
    </message>
    <message>
        <source>Missing field undone</source>
        <translation>Missing field undone</translation>
    </message>
    <message>
        <source>Label taken off</source>
        <translation>Label taken off</translation>
    </message>
    <message>
        <source>Label put on</source>
        <translation>Label put on</translation>
    </message>
    <message>
        <source>Label undone</source>
        <translation>Label undone</translation>
    </message>
    <message>
        <source>Own data saved as a file</source>
        <translation>Own data saved as a file</translation>
    </message>
    <message>
        <source>Request about own data answered</source>
        <translation>Request about own data answered</translation>
    </message>
    <message>
        <source>Request about own data open again</source>
        <translation>Request about own data open again</translation>
    </message>
    <message>
        <source>Request about own data taken</source>
        <translation>Request about own data taken</translation>
    </message>
    <message>
        <source>Request about own data withdrawn</source>
        <translation>Request about own data withdrawn</translation>
    </message>
    <message>
        <source>Answers of a phone taken over</source>
        <translation>Answers of a phone taken over</translation>
    </message>
    <message>
        <source>Answers of a phone came in</source>
        <translation>Answers of a phone came in</translation>
    </message>
    <message>
        <source>Form given to a phone</source>
        <translation>Form given to a phone</translation>
    </message>
    <message>
        <source>Answers of a phone put away</source>
        <translation>Answers of a phone put away</translation>
    </message>
    <message>
        <source>Answers of a phone undone</source>
        <translation>Answers of a phone undone</translation>
    </message>
    <message>
        <source>Pharmacist agreement signed</source>
        <translation>Pharmacist agreement signed</translation>
    </message>
    <message>
        <source>Pharmacist agreement undone</source>
        <translation>Pharmacist agreement undone</translation>
    </message>
    <message>
        <source>Learning card known</source>
        <translation>Learning card known</translation>
    </message>
    <message>
        <source>Learning card not known yet</source>
        <translation>Learning card not known yet</translation>
    </message>
    <message>
        <source>Code of a pack taught</source>
        <translation>Code of a pack taught</translation>
    </message>
    <message>
        <source>Code of a pack undone</source>
        <translation>Code of a pack undone</translation>
    </message>
    <message>
        <source>Complaint recorded</source>
        <translation>Complaint recorded</translation>
    </message>
    <message>
        <source>Complaint withdrawn</source>
        <translation>Complaint withdrawn</translation>
    </message>
    <message>
        <source>Check-in at an event undone</source>
        <translation>Check-in at an event undone</translation>
    </message>
    <message>
        <source>Checked in at an event</source>
        <translation>Checked in at an event</translation>
    </message>
    <message>
        <source>Word to HQ given</source>
        <translation>Word to HQ given</translation>
    </message>
    <message>
        <source>Follow-up handed over</source>
        <translation>Follow-up handed over</translation>
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
        <source>Inspection pack saved as a file</source>
        <translation>Inspection pack saved as a file</translation>
    </message>
    <message>
        <source>Order number noted for a sale</source>
        <translation>Order number noted for a sale</translation>
    </message>
    <message>
        <source>Inspection pack looked at</source>
        <translation>Inspection pack looked at</translation>
    </message>
    <message>
        <source>Order number of a sale undone</source>
        <translation>Order number of a sale undone</translation>
    </message>
    <message>
        <source>Leaflet handed out</source>
        <translation>Leaflet handed out</translation>
    </message>
    <message>
        <source>Prescription register saved as a file</source>
        <translation>Prescription register saved as a file</translation>
    </message>
    <message>
        <source>Who bought for them noted</source>
        <translation>Who bought for them noted</translation>
    </message>
    <message>
        <source>Who bought for them undone</source>
        <translation>Who bought for them undone</translation>
    </message>
    <message>
        <source>Question put to HQ</source>
        <translation>Question put to HQ</translation>
    </message>
    <message>
        <source>Refill noted</source>
        <translation>Refill noted</translation>
    </message>
    <message>
        <source>Form answered</source>
        <translation>Form answered</translation>
    </message>
    <message>
        <source>Answers to a form put right</source>
        <translation>Answers to a form put right</translation>
    </message>
    <message>
        <source>Insurance form saved as a file</source>
        <translation>Insurance form saved as a file</translation>
    </message>
    <message>
        <source>Answers to a form undone</source>
        <translation>Answers to a form undone</translation>
    </message>
    <message>
        <source>Reading put right</source>
        <translation>Reading put right</translation>
    </message>
    <message>
        <source>Reading recorded</source>
        <translation>Reading recorded</translation>
    </message>
    <message>
        <source>Reading as it was before</source>
        <translation>Reading as it was before</translation>
    </message>
    <message>
        <source>Reading undone</source>
        <translation>Reading undone</translation>
    </message>
    <message>
        <source>Reading withdrawn</source>
        <translation>Reading withdrawn</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Corrected</translation>
    </message>
    <message>
        <source>Visit note put right</source>
        <translation>Visit note put right</translation>
    </message>
    <message>
        <source>Visit noted</source>
        <translation>Visit noted</translation>
    </message>
    <message>
        <source>Visit note as it was before</source>
        <translation>Visit note as it was before</translation>
    </message>
    <message>
        <source>Visit note undone</source>
        <translation>Visit note undone</translation>
    </message>
    <message>
        <source>Visit note withdrawn</source>
        <translation>Visit note withdrawn</translation>
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
        <source>PIN chosen</source>
        <translation>PIN chosen</translation>
    </message>
    <message>
        <source>PIN reset</source>
        <translation>PIN reset</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Wrong PIN</translation>
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
        <source>Log rescued from a damaged store</source>
        <translation>Log rescued from a damaged store</translation>
    </message>
    <message>
        <source>Damaged store rescued</source>
        <translation>Damaged store rescued</translation>
    </message>
    <message>
        <source>Store restored from a backup</source>
        <translation>Store restored from a backup</translation>
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
        <source>lot %1</source>
        <translation>lot %1</translation>
    </message>
    <message>
        <source>use by %1</source>
        <translation>use by %1</translation>
    </message>
    <message>
        <source>EXPIRED on %1: do not sell</source>
        <translation>EXPIRED on %1: do not sell</translation>
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
        <source>Insured</source>
        <translation>Insured</translation>
    </message>
    <message>
        <source>Stock here</source>
        <translation>Stock here</translation>
    </message>
    <message>
        <source>%1 noted</source>
        <translation>%1 noted</translation>
    </message>
    <message>
        <source>First row as last time: Alt R</source>
        <translation>First row as last time: Alt R</translation>
    </message>
</context>
<context>
    <name>Member</name>
    <message>
        <source>tier %1</source>
        <translation>tier %1</translation>
    </message>
    <message>
        <source>card holds until %1</source>
        <translation>card holds until %1</translation>
    </message>
    <message>
        <source>signed by HQ; the file is not at this store</source>
        <translation>signed by HQ; the file is not at this store</translation>
    </message>
    <message>
        <source>Compare the name. Serve as a member; nothing of the file can be read or noted here.</source>
        <translation>Compare the name. Serve as a member; nothing of the file can be read or noted here.</translation>
    </message>
    <message>
        <source>member</source>
        <translation>member</translation>
    </message>
</context>
<context>
    <name>Members</name>
    <message>
        <source>New customer</source>
        <translation>New customer</translation>
    </message>
    <message>
        <source>Import old data</source>
        <translation>Import old data</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>Filled in by customers</source>
        <translation>Filled in by customers</translation>
    </message>
    <message>
        <source>One person twice?</source>
        <translation>One person twice?</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>The last ones</source>
        <translation>The last ones</translation>
    </message>
    <message>
        <source>Withdraw %1 of %2</source>
        <translation>Withdraw %1 of %2</translation>
    </message>
    <message>
        <source>Put %1 of %2 right</source>
        <translation>Put %1 of %2 right</translation>
    </message>
    <message>
        <source>this till</source>
        <translation>this till</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>elsewhere</translation>
    </message>
    <message>
        <source>corrected, was %1</source>
        <translation>corrected, was %1</translation>
    </message>
    <message>
        <source>from the form %1</source>
        <translation>from the form %1</translation>
    </message>
    <message>
        <source>It came with the answers to a form and is put right there: Esc, Q, choose the answers, Enter. The reading follows.</source>
        <translation>It came with the answers to a form and is put right there: Esc, Q, choose the answers, Enter. The reading follows.</translation>
    </message>
    <message>
        <source>For a mistake, or another customer&apos;s reading. It stays on record and counts no more. ↓ and ↑ choose another.</source>
        <translation>For a mistake, or another customer&apos;s reading. It stays on record and counts no more. ↓ and ↑ choose another.</translation>
    </message>
    <message>
        <source>↓ and ↑ choose another. It stays on record; what you type counts instead.</source>
        <translation>↓ and ↑ choose another. It stays on record; what you type counts instead.</translation>
    </message>
    <message>
        <source>Withdraw one</source>
        <translation>Withdraw one</translation>
    </message>
    <message>
        <source>Leave all</source>
        <translation>Leave all</translation>
    </message>
    <message>
        <source>Put it right instead</source>
        <translation>Put it right instead</translation>
    </message>
    <message>
        <source>Type a new one</source>
        <translation>Type a new one</translation>
    </message>
    <message>
        <source>Put one right</source>
        <translation>Put one right</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>Withdraw it</translation>
    </message>
    <message>
        <source>Put it right</source>
        <translation>Put it right</translation>
    </message>
    <message>
        <source>%1: withdraw</source>
        <translation>%1: withdraw</translation>
    </message>
    <message>
        <source>%1: put right</source>
        <translation>%1: put right</translation>
    </message>
    <message>
        <source>Withdrawn: %1</source>
        <translation>Withdrawn: %1</translation>
    </message>
    <message>
        <source>Put right: %1 → %2</source>
        <translation>Put right: %1 → %2</translation>
    </message>
    <message>
        <source>its follow-up was cancelled</source>
        <translation>its follow-up was cancelled</translation>
    </message>
    <message>
        <source>a follow-up stays due %1</source>
        <translation>a follow-up stays due %1</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message numerus="yes">
        <source>%n follow-up(s)</source>
        <translation>
            <numerusform>%n follow-up</numerusform>
            <numerusform>%n follow-ups</numerusform>
        </translation>
    </message>
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
    <name>Missing</name>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Complete the file</source>
        <translation>Complete the file</translation>
    </message>
    <message>
        <source>Guardian&apos;s consent</source>
        <translation>Guardian&apos;s consent</translation>
    </message>
    <message>
        <source>Allergies</source>
        <translation>Allergies</translation>
    </message>
    <message>
        <source>Consent to a health file</source>
        <translation>Consent to a health file</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>How to reach them</source>
        <translation>How to reach them</translation>
    </message>
    <message>
        <source>Under 14 a guardian has to agree (PIPL article 31).</source>
        <translation>Under 14 a guardian has to agree (PIPL article 31).</translation>
    </message>
    <message>
        <source>Never asked: what must not be given?</source>
        <translation>Never asked: what must not be given?</translation>
    </message>
    <message>
        <source>Health data need a yes of their own (PIPL article 29).</source>
        <translation>Health data need a yes of their own (PIPL article 29).</translation>
    </message>
    <message>
        <source>A medicine for it is in use; the file does not say it.</source>
        <translation>A medicine for it is in use; the file does not say it.</translation>
    </message>
    <message>
        <source>Doses and risks depend on the age.</source>
        <translation>Doses and risks depend on the age.</translation>
    </message>
    <message>
        <source>Wants to be reminded, and there is no number.</source>
        <translation>Wants to be reminded, and there is no number.</translation>
    </message>
    <message>
        <source>Some medicines and risks differ by it.</source>
        <translation>Some medicines and risks differ by it.</translation>
    </message>
    <message>
        <source>Wants to be reminded: how best?</source>
        <translation>Wants to be reminded: how best?</translation>
    </message>
    <message>
        <source>Substance, a space, what happened</source>
        <translation>Substance, a space, what happened</translation>
    </message>
    <message>
        <source>1958-03-09</source>
        <translation>1958-03-09</translation>
    </message>
    <message>
        <source>11 digits</source>
        <translation>11 digits</translation>
    </message>
    <message>
        <source>None known</source>
        <translation>None known</translation>
    </message>
    <message>
        <source>Has it</source>
        <translation>Has it</translation>
    </message>
    <message>
        <source>Has it not</source>
        <translation>Has it not</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Phone call</source>
        <translation>Phone call</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>Text message</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>WeCom</translation>
    </message>
</context>
<context>
    <name>MissingPart</name>
    <message>
        <source>Fill in now</source>
        <translation>Fill in now</translation>
    </message>
    <message>
        <source>Not today</source>
        <translation>Not today</translation>
    </message>
    <message>
        <source>To complete: %1</source>
        <translation>To complete: %1</translation>
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
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>NoteMending</name>
    <message>
        <source>The last notes</source>
        <translation>The last notes</translation>
    </message>
    <message>
        <source>Put the note of %1 right</source>
        <translation>Put the note of %1 right</translation>
    </message>
    <message>
        <source>Withdraw the note of %1: %2</source>
        <translation>Withdraw the note of %1: %2</translation>
    </message>
    <message>
        <source>Write a new one</source>
        <translation>Write a new one</translation>
    </message>
    <message>
        <source>Visit note withdrawn</source>
        <translation>Visit note withdrawn</translation>
    </message>
    <message>
        <source>Visit note put right</source>
        <translation>Visit note put right</translation>
    </message>
    <message>
        <source>For a mistake, or what was said of another customer. It stays on record and counts no more. ↓ and ↑ choose another.</source>
        <translation>For a mistake, or what was said of another customer. It stays on record and counts no more. ↓ and ↑ choose another.</translation>
    </message>
    <message>
        <source>↓ and ↑ choose another. It stays on record; what stands here when you save counts instead.</source>
        <translation>↓ and ↑ choose another. It stays on record; what stands here when you save counts instead.</translation>
    </message>
</context>
<context>
    <name>Observation</name>
    <message>
        <source>Asked, and there is none</source>
        <translation>Asked, and there is none</translation>
    </message>
    <message>
        <source>Answer to a contradiction</source>
        <translation>Answer to a contradiction</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>Refill</translation>
    </message>
</context>
<context>
    <name>OrderPanel</name>
    <message>
        <source>Order number</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>Scan the receipt&apos;s bar code or type its number. It is linked to the sale that was shown, and can be taken back.</source>
        <translation>Scan the receipt&apos;s bar code or type its number. It is linked to the sale that was shown, and can be taken back.</translation>
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
    <message>
        <source>Handed over</source>
        <translation>Handed over</translation>
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
    <name>OwnData</name>
    <message>
        <source>Price of one</source>
        <translation>Price of one</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Other names</translation>
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
        <source>Level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>Best reached</source>
        <translation>Best reached</translation>
    </message>
    <message>
        <source>Best hours</source>
        <translation>Best hours</translation>
    </message>
    <message>
        <source>Wants no messages</source>
        <translation>Wants no messages</translation>
    </message>
    <message>
        <source>Remark of an old table</source>
        <translation>Remark of an old table</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergy</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Condition</translation>
    </message>
    <message>
        <source>taken off</source>
        <translation>taken off</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>ended</translation>
    </message>
    <message>
        <source>Sign-ups</source>
        <translation>Sign-ups</translation>
    </message>
    <message>
        <source>being served</source>
        <translation>being served</translation>
    </message>
    <message>
        <source>spoken</source>
        <translation>spoken</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signed</translation>
    </message>
    <message>
        <source>by a code</source>
        <translation>by a code</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>at the counter</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>by phone</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>WeCom</translation>
    </message>
    <message>
        <source>text message</source>
        <translation>text message</translation>
    </message>
    <message>
        <source>reminder to buy again</source>
        <translation>reminder to buy again</translation>
    </message>
    <message>
        <source>follow-up</source>
        <translation>follow-up</translation>
    </message>
    <message>
        <source>event</source>
        <translation>event</translation>
    </message>
    <message>
        <source>offers</source>
        <translation>offers</translation>
    </message>
    <message>
        <source>something they asked for</source>
        <translation>something they asked for</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>invited</translation>
    </message>
    <message>
        <source>came</source>
        <translation>came</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>taken back</translation>
    </message>
    <message>
        <source>open</source>
        <translation>open</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>answered</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>entered by mistake</source>
        <translation>entered by mistake</translation>
    </message>
    <message>
        <source>Card opened</source>
        <translation>Card opened</translation>
    </message>
    <message>
        <source>Name and phone shown</source>
        <translation>Name and phone shown</translation>
    </message>
    <message>
        <source>Inspection pack looked at</source>
        <translation>Inspection pack looked at</translation>
    </message>
    <message>
        <source>Inspection pack saved as a file</source>
        <translation>Inspection pack saved as a file</translation>
    </message>
    <message>
        <source>Insurance form saved as a file</source>
        <translation>Insurance form saved as a file</translation>
    </message>
    <message>
        <source>Card printed</source>
        <translation>Card printed</translation>
    </message>
    <message>
        <source>A copy of these data saved as a file</source>
        <translation>A copy of these data saved as a file</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Your data</translation>
    </message>
    <message>
        <source>This is what this store&apos;s till holds. HQ may hold more; wordings from before something was put right, and what was begun and not saved, are not in it.</source>
        <translation>This is what this store&apos;s till holds. HQ may hold more; wordings from before something was put right, and what was begun and not saved, are not in it.</translation>
    </message>
    <message>
        <source>Other people in it are masked. Who looked at the file HQ can say.</source>
        <translation>Other people in it are masked. Who looked at the file HQ can say.</translation>
    </message>
    <message>
        <source>There are more records than a sheet holds; the newest are here.</source>
        <translation>There are more records than a sheet holds; the newest are here.</translation>
    </message>
    <message>
        <source>%1 answers to forms could not be read here.</source>
        <translation>%1 answers to forms could not be read here.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>By</source>
        <translation>By</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>In words</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>How it stands</translation>
    </message>
    <message>
        <source>About</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>On file</source>
        <translation>On file</translation>
    </message>
    <message>
        <source>Allergies and conditions</source>
        <translation>Allergies and conditions</translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation>Purchases</translation>
    </message>
    <message>
        <source>Who bought for you</source>
        <translation>Who bought for you</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Consents</translation>
    </message>
    <message>
        <source>Version of the text</source>
        <translation>Version of the text</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Kept by</source>
        <translation>Kept by</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Readings</translation>
    </message>
    <message>
        <source>Answers to forms</source>
        <translation>Answers to forms</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Side effects</source>
        <translation>Side effects</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>Follow-ups</translation>
    </message>
    <message>
        <source>Pharmacist</source>
        <translation>Pharmacist</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>Complaints</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>First contacts</source>
        <translation>First contacts</translation>
    </message>
    <message>
        <source>Requests about the data</source>
        <translation>Requests about the data</translation>
    </message>
    <message>
        <source>Looks at the file</source>
        <translation>Looks at the file</translation>
    </message>
</context>
<context>
    <name>Pairs</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
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
        <source>Phone ends in</source>
        <translation>Phone ends in</translation>
    </message>
    <message>
        <source>Card ends in</source>
        <translation>Card ends in</translation>
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
        <source>%1: one person. HQ joins the files.</source>
        <translation>%1: one person. HQ joins the files.</translation>
    </message>
    <message>
        <source>%1: two people. Not asked again.</source>
        <translation>%1: two people. Not asked again.</translation>
    </message>
</context>
<context>
    <name>PairsPage</name>
    <message>
        <source>One person twice?</source>
        <translation>One person twice?</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Customers</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>Alike</translation>
    </message>
    <message>
        <source>Files that look like one person</source>
        <translation>Files that look like one person</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>One person</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>Two people</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>No two files look like one person.</source>
        <translation>No two files look like one person.</translation>
    </message>
    <message>
        <source>Looking through the files…</source>
        <translation>Looking through the files…</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Side by side</translation>
    </message>
    <message>
        <source>This till joins no files: what you say goes to HQ, which does.</source>
        <translation>This till joins no files: what you say goes to HQ, which does.</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Printed on %1.</source>
        <translation>Printed on %1.</translation>
    </message>
    <message>
        <source>No printer is set up: saved to %1.</source>
        <translation>No printer is set up: saved to %1.</translation>
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
    <name>PrescriptionSide</name>
    <message>
        <source>The prescription</source>
        <translation>The prescription</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Medicines of the prescription</source>
        <translation>Medicines of the prescription</translation>
    </message>
    <message>
        <source>Save workbook</source>
        <translation>Save workbook</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>sold by %1</source>
        <translation>sold by %1</translation>
    </message>
    <message>
        <source>no customer on the sale</source>
        <translation>no customer on the sale</translation>
    </message>
    <message>
        <source>Bought by: %1</source>
        <translation>Bought by: %1</translation>
    </message>
    <message>
        <source>Reading the register…</source>
        <translation>Reading the register…</translation>
    </message>
    <message>
        <source>No prescription fits</source>
        <translation>No prescription fits</translation>
    </message>
    <message>
        <source>Try part of the number, of a medicine, of a name, or a month: 2025-11.</source>
        <translation>Try part of the number, of a medicine, of a name, or a month: 2025-11.</translation>
    </message>
    <message>
        <source>No prescription yet</source>
        <translation>No prescription yet</translation>
    </message>
    <message>
        <source>Sales that name a prescription appear here with the next exchange.</source>
        <translation>Sales that name a prescription appear here with the next exchange.</translation>
    </message>
</context>
<context>
    <name>PrintSheet</name>
    <message>
        <source>Preview</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>Set-up cards</source>
        <translation>Set-up cards</translation>
    </message>
    <message>
        <source>One A4 page, printed in its real size (100 %, “fit to page” off). Scan from the paper; cutting is not needed.</source>
        <translation>One A4 page, printed in its real size (100 %, “fit to page” off). Scan from the paper; cutting is not needed.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Saved: %1</translation>
    </message>
    <message>
        <source>Sent to the printer %1.</source>
        <translation>Sent to the printer %1.</translation>
    </message>
    <message>
        <source>This computer has no print service (CUPS). Save the PDF and print it elsewhere.</source>
        <translation>This computer has no print service (CUPS). Save the PDF and print it elsewhere.</translation>
    </message>
    <message>
        <source>No printer is set up. Save the PDF and print it elsewhere.</source>
        <translation>No printer is set up. Save the PDF and print it elsewhere.</translation>
    </message>
    <message>
        <source>Printer: %1</source>
        <translation>Printer: %1</translation>
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
    <name>ProxyPanel</name>
    <message>
        <source>Name of the buyer</source>
        <translation>Name of the buyer</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>Somebody else buys</translation>
    </message>
    <message>
        <source>Look at both papers: the buyer&apos;s and the customer&apos;s. Enter says that both were seen. No number of a paper is kept.</source>
        <translation>Look at both papers: the buyer&apos;s and the customer&apos;s. Enter says that both were seen. No number of a paper is kept.</translation>
    </message>
    <message>
        <source>The buyer showed</source>
        <translation>The buyer showed</translation>
    </message>
    <message>
        <source>The other one</source>
        <translation>The other one</translation>
    </message>
    <message>
        <source>For the sale that was shown</source>
        <translation>For the sale that was shown</translation>
    </message>
    <message>
        <source>For the purchase of now; it is found by its time</source>
        <translation>For the purchase of now; it is found by its time</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Does this fit together?</source>
        <translation>Does this fit together?</translation>
    </message>
</context>
<context>
    <name>QuestionEditor</name>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>That was the last question.</source>
        <translation>That was the last question.</translation>
    </message>
</context>
<context>
    <name>QuestionList</name>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>not asked, going by the other answers</source>
        <translation>not asked, going by the other answers</translation>
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
    <message>
        <source>Ask HQ&apos;s pharmacists</source>
        <translation>Ask HQ&apos;s pharmacists</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>It goes to HQ with the next exchange; no customer is named in it.</source>
        <translation>It goes to HQ with the next exchange; no customer is named in it.</translation>
    </message>
    <message>
        <source>It goes to HQ with the next exchange, linked to the file of %1.</source>
        <translation>It goes to HQ with the next exchange, linked to the file of %1.</translation>
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
    <message>
        <source>Devices</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>by phone</source>
        <translation>by phone</translation>
    </message>
    <message>
        <source>by text message</source>
        <translation>by text message</translation>
    </message>
    <message>
        <source>by WeCom</source>
        <translation>by WeCom</translation>
    </message>
    <message>
        <source>in the morning</source>
        <translation>in the morning</translation>
    </message>
    <message>
        <source>in the afternoon</source>
        <translation>in the afternoon</translation>
    </message>
    <message>
        <source>in the evening</source>
        <translation>in the evening</translation>
    </message>
    <message>
        <source>Likes: %1</source>
        <translation>Likes: %1</translation>
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
    <name>Refill</name>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>Break risk over %1 %</source>
        <translation>Break risk over %1 %</translation>
    </message>
    <message>
        <source>Break risk %1 %</source>
        <translation>Break risk %1 %</translation>
    </message>
    <message>
        <source>usually every %1 d</source>
        <translation>usually every %1 d</translation>
    </message>
    <message>
        <source>late %1 of %2 times</source>
        <translation>late %1 of %2 times</translation>
    </message>
    <message>
        <source>Packs, days</source>
        <translation>Packs, days</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Bought</translation>
    </message>
    <message>
        <source>Bought, self-paid</source>
        <translation>Bought, self-paid</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Put aside</translation>
    </message>
    <message>
        <source>%1 packs for %2 d</source>
        <translation>%1 packs for %2 d</translation>
    </message>
    <message>
        <source>No medicine in use: nothing to refill.</source>
        <translation>No medicine in use: nothing to refill.</translation>
    </message>
    <message>
        <source>Last time %1: %2 packs for %3 d.</source>
        <translation>Last time %1: %2 packs for %3 d.</translation>
    </message>
    <message>
        <source>Insured from %1 only: what was bought lasts until then (fund rules §15).</source>
        <translation>Insured from %1 only: what was bought lasts until then (fund rules §15).</translation>
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
    <name>Related</name>
    <message>
        <source>Reviewed knowledge</source>
        <translation>Reviewed knowledge</translation>
    </message>
    <message>
        <source>%1 more: F6</source>
        <translation>%1 more: F6</translation>
    </message>
</context>
<context>
    <name>RemoveSheet</name>
    <message>
        <source>This till stops reading it and forgets what set-up learned. Nothing recorded is affected. Set it up again at any time (N).</source>
        <translation>This till stops reading it and forgets what set-up learned. Nothing recorded is affected. Set it up again at any time (N).</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>Remove %1?</translation>
    </message>
</context>
<context>
    <name>RequestPanel</name>
    <message>
        <source>What was asked, in one line (may stay empty)</source>
        <translation>What was asked, in one line (may stay empty)</translation>
    </message>
    <message>
        <source>A customer asks for</source>
        <translation>A customer asks for</translation>
    </message>
    <message>
        <source>Of %1. It is answered within 15 days; who withdraws is obeyed at once.</source>
        <translation>Of %1. It is answered within 15 days; who withdraws is obeyed at once.</translation>
    </message>
</context>
<context>
    <name>RequestSide</name>
    <message>
        <source>The request</source>
        <translation>The request</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>New request</translation>
    </message>
    <message>
        <source>Save what is on file</source>
        <translation>Save what is on file</translation>
    </message>
    <message>
        <source>E makes a workbook of everything this till holds about the customer.</source>
        <translation>E makes a workbook of everything this till holds about the customer.</translation>
    </message>
    <message>
        <source>A new one is that of %1.</source>
        <translation>A new one is that of %1.</translation>
    </message>
    <message>
        <source>For a new one choose the customer first: open the card, or Alt+1.</source>
        <translation>For a new one choose the customer first: open the card, or Alt+1.</translation>
    </message>
    <message>
        <source>No request of %1; choose one of the list to see it</source>
        <translation>No request of %1; choose one of the list to see it</translation>
    </message>
    <message>
        <source>this customer</source>
        <translation>this customer</translation>
    </message>
    <message>
        <source>No request fits</source>
        <translation>No request fits</translation>
    </message>
    <message>
        <source>No request is waiting</source>
        <translation>No request is waiting</translation>
    </message>
    <message>
        <source>Who asks for a copy, a correction, erasure, or withdraws, is answered within 15 days.</source>
        <translation>Who asks for a copy, a correction, erasure, or withdraws, is answered within 15 days.</translation>
    </message>
    <message>
        <source>%1 asks for: %2</source>
        <translation>%1 asks for: %2</translation>
    </message>
    <message>
        <source>to be answered by %1</source>
        <translation>to be answered by %1</translation>
    </message>
    <message>
        <source>Taken down %1 by %2</source>
        <translation>Taken down %1 by %2</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>answered %1</translation>
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
    <name>SaleSide</name>
    <message>
        <source>The pack</source>
        <translation>The pack</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Drug code</source>
        <translation>Drug code</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Prescription</source>
        <translation>Prescription</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Medicines of the sale</source>
        <translation>Medicines of the sale</translation>
    </message>
    <message>
        <source>Linked to</source>
        <translation>Linked to</translation>
    </message>
    <message>
        <source>Number there</source>
        <translation>Number there</translation>
    </message>
    <message>
        <source>How</source>
        <translation>How</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sure</translation>
    </message>
    <message>
        <source>Ids of other systems</source>
        <translation>Ids of other systems</translation>
    </message>
    <message>
        <source>Nothing was bought in these 18 months.</source>
        <translation>Nothing was bought in these 18 months.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 to %3 · %n sale(s)</source>
        <translation>
            <numerusform>%1 · %2 to %3 · %n sale</numerusform>
            <numerusform>%1 · %2 to %3 · %n sales</numerusform>
        </translation>
    </message>
    <message>
        <source>Without an id: %1</source>
        <translation>Without an id: %1</translation>
    </message>
    <message>
        <source>notes that fit no sale: %1</source>
        <translation>notes that fit no sale: %1</translation>
    </message>
    <message>
        <source>buyers that fit no sale: %1</source>
        <translation>buyers that fit no sale: %1</translation>
    </message>
    <message>
        <source>sold by %1</source>
        <translation>sold by %1</translation>
    </message>
    <message>
        <source>Trace codes: %1</source>
        <translation>Trace codes: %1</translation>
    </message>
    <message>
        <source>No trace code was reported.</source>
        <translation>No trace code was reported.</translation>
    </message>
    <message>
        <source>Consultation: %1</source>
        <translation>Consultation: %1</translation>
    </message>
    <message>
        <source>none noted</source>
        <translation>none noted</translation>
    </message>
    <message>
        <source>noted, without keywords</source>
        <translation>noted, without keywords</translation>
    </message>
    <message>
        <source>Bought by: %1</source>
        <translation>Bought by: %1</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>Save PDF</translation>
    </message>
    <message>
        <source>Save workbook</source>
        <translation>Save workbook</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>Somebody else buys</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>Other customer</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>The sale</source>
        <translation>The sale</translation>
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
        <source>%1 medicine(s)</source>
        <translation>%1 medicine(s)</translation>
    </message>
    <message>
        <source>%1 answer(s)</source>
        <translation>%1 answer(s)</translation>
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
    <name>SaveCode</name>
    <message>
        <source>given to somebody</source>
        <translation>given to somebody</translation>
    </message>
    <message>
        <source>code on the pack</source>
        <translation>code on the pack</translation>
    </message>
    <message>
        <source>call</source>
        <translation>call</translation>
    </message>
    <message>
        <source>member card</source>
        <translation>member card</translation>
    </message>
    <message>
        <source>wants it</source>
        <translation>wants it</translation>
    </message>
    <message>
        <source>contacted</source>
        <translation>contacted</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>answered</translation>
    </message>
    <message>
        <source>ERP system</source>
        <translation>ERP system</translation>
    </message>
    <message>
        <source>family pharmacist</source>
        <translation>family pharmacist</translation>
    </message>
    <message>
        <source>an old table</source>
        <translation>an old table</translation>
    </message>
    <message>
        <source>import of old data</source>
        <translation>import of old data</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>lead</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>lost</translation>
    </message>
    <message>
        <source>offered</source>
        <translation>offered</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>scan</translation>
    </message>
    <message>
        <source>signed up</source>
        <translation>signed up</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>at the counter</translation>
    </message>
    <message>
        <source>by the time</source>
        <translation>by the time</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>reached</translation>
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
    <name>SearchField</name>
    <message>
        <source>Look up</source>
        <translation>Look up</translation>
    </message>
</context>
<context>
    <name>SelfFill</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sex</translation>
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
        <source>Date of birth, such as 1958-1-3</source>
        <translation>Date of birth, such as 1958-1-3</translation>
    </message>
    <message>
        <source>Allergies, with commas between them</source>
        <translation>Allergies, with commas between them</translation>
    </message>
    <message>
        <source>Do you have …?</source>
        <translation>Do you have …?</translation>
    </message>
    <message>
        <source>Health file: not answered, so health data stays out.</source>
        <translation>Health file: not answered, so health data stays out.</translation>
    </message>
    <message>
        <source>Health file: yes, said on the phone.</source>
        <translation>Health file: yes, said on the phone.</translation>
    </message>
    <message>
        <source>Health file: no. Conditions and allergies stay out.</source>
        <translation>Health file: no. Conditions and allergies stay out.</translation>
    </message>
    <message>
        <source>new</source>
        <translation>new</translation>
    </message>
    <message>
        <source>differs: K keeps the file, T takes the answer</source>
        <translation>differs: K keeps the file, T takes the answer</translation>
    </message>
    <message>
        <source>the answer counts</source>
        <translation>the answer counts</translation>
    </message>
    <message>
        <source>the file stays</source>
        <translation>the file stays</translation>
    </message>
    <message>
        <source>Taken over: %1</source>
        <translation>Taken over: %1</translation>
    </message>
    <message>
        <source>Let the customer scan this</source>
        <translation>Let the customer scan this</translation>
    </message>
    <message>
        <source>The customer fills the form in on their own phone; nothing is sent. The code the phone shows then is scanned at this till, on any page. It counts once, for a day.</source>
        <translation>The customer fills the form in on their own phone; nothing is sent. The code the phone shows then is scanned at this till, on any page. It counts once, for a day.</translation>
    </message>
    <message>
        <source>Form for their phone</source>
        <translation>Form for their phone</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>SetUp</name>
    <message>
        <source>left out</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>read, with harm</source>
        <translation>read, with harm</translation>
    </message>
    <message>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <source>Keeping what was learned…</source>
        <translation>Keeping what was learned…</translation>
    </message>
    <message>
        <source>All cards are read. Keep it?</source>
        <translation>All cards are read. Keep it?</translation>
    </message>
    <message>
        <source>Scan any card.</source>
        <translation>Scan any card.</translation>
    </message>
    <message>
        <source>Scan this card</source>
        <translation>Scan this card</translation>
    </message>
    <message>
        <source>Listening to %1. If nothing comes, set the scanner to USB-COM or RS-232 by its manual.</source>
        <translation>Listening to %1. If nothing comes, set the scanner to USB-COM or RS-232 by its manual.</translation>
    </message>
    <message>
        <source>It beeps and nothing comes? Then it is no keyboard: choose its serial port below.</source>
        <translation>It beeps and nothing comes? Then it is no keyboard: choose its serial port below.</translation>
    </message>
    <message>
        <source>It beeps and nothing comes? Check its cable, or its receiver; a scanner on a serial port shows up here when it is plugged in.</source>
        <translation>It beeps and nothing comes? Check its cable, or its receiver; a scanner on a serial port shows up here when it is plugged in.</translation>
    </message>
    <message>
        <source>Noise at %1 baud. Scan the same card again: it is heard at %2 now.</source>
        <translation>Noise at %1 baud. Scan the same card again: it is heard at %2 now.</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 characters</translation>
    </message>
    <message>
        <source>%1 ms a key</source>
        <translation>%1 ms a key</translation>
    </message>
    <message>
        <source>ends with: %1</source>
        <translation>ends with: %1</translation>
    </message>
    <message>
        <source>Without an end mark a slow scanner looks like a quick typist. In its manual look for “Suffix” or “Terminator” and scan the code “CR” or “Enter”. Then scan card 1 here again.</source>
        <translation>Without an end mark a slow scanner looks like a quick typist. In its manual look for “Suffix” or “Terminator” and scan the code “CR” or “Enter”. Then scan card 1 here again.</translation>
    </message>
    <message>
        <source>That was none of the five cards. It was forgotten; scan the card shown.</source>
        <translation>That was none of the five cards. It was forgotten; scan the card shown.</translation>
    </message>
    <message>
        <source>The computer stopped for a moment while the card came in, so its speed cannot be trusted. Scan the same card again.</source>
        <translation>The computer stopped for a moment while the card came in, so its speed cannot be trusted. Scan the same card again.</translation>
    </message>
    <message>
        <source>Only the beginning arrived. Scan the same card again and hold still.</source>
        <translation>Only the beginning arrived. Scan the same card again and hold still.</translation>
    </message>
    <message>
        <source>Characters got lost, probably in an input method. Switch it to English and scan the card again; if that helps, the till is safe while fields are off it. A serial connection (USB-COM) never has this.</source>
        <translation>Characters got lost, probably in an input method. Switch it to English and scan the card again; if that helps, the till is safe while fields are off it. A serial connection (USB-COM) never has this.</translation>
    </message>
    <message>
        <source>Keys come twice. Codes with a check digit are mended, others are asked for again. Slow the scanner down (“inter-character delay”) or change its cable.</source>
        <translation>Keys come twice. Codes with a check digit are mended, others are asked for again. Slow the scanner down (“inter-character delay”) or change its cable.</translation>
    </message>
    <message>
        <source>Capitals come small and small letters come as capitals. Member codes are not affected; set “Caps Lock” to off in the scanner&apos;s manual, and scan the card again.</source>
        <translation>Capitals come small and small letters come as capitals. Member codes are not affected; set “Caps Lock” to off in the scanner&apos;s manual, and scan the card again.</translation>
    </message>
    <message>
        <source>The separator gets lost: lot and serial number of a medicine cannot be told apart, so this till does not show them. Set “GS1” or “control characters” (FNC1) to be sent, or use USB-COM.</source>
        <translation>The separator gets lost: lot and serial number of a medicine cannot be told apart, so this till does not show them. Set “GS1” or “control characters” (FNC1) to be sent, or use USB-COM.</translation>
    </message>
    <message>
        <source>Chinese text does not arrive. Nothing this till reads needs it; a QR code with Chinese in it will be told as unknown.</source>
        <translation>Chinese text does not arrive. Nothing this till reads needs it; a QR code with Chinese in it will be told as unknown.</translation>
    </message>
    <message>
        <source>Arrived whole.</source>
        <translation>Arrived whole.</translation>
    </message>
    <message>
        <source>An input method takes this scanner&apos;s keys; this till reads them all the same.</source>
        <translation>An input method takes this scanner&apos;s keys; this till reads them all the same.</translation>
    </message>
    <message>
        <source>The separator arrives.</source>
        <translation>The separator arrives.</translation>
    </message>
    <message>
        <source>Chinese comes as Alt and numbers; this till puts it together.</source>
        <translation>Chinese comes as Alt and numbers; this till puts it together.</translation>
    </message>
    <message>
        <source>No end mark: a code is taken a quarter of a second after its last character. With Enter it is taken at once.</source>
        <translation>No end mark: a code is taken a quarter of a second after its last character. With Enter it is taken at once.</translation>
    </message>
    <message>
        <source>This scanner is slow, as radio scanners mostly are.</source>
        <translation>This scanner is slow, as radio scanners mostly are.</translation>
    </message>
    <message>
        <source>Some signs arrive as others: %1. Set the scanner&apos;s keyboard layout to “US English”, and the computer&apos;s too.</source>
        <translation>Some signs arrive as others: %1. Set the scanner&apos;s keyboard layout to “US English”, and the computer&apos;s too.</translation>
    </message>
    <message>
        <source>The separator %1.</source>
        <translation>The separator %1.</translation>
    </message>
</context>
<context>
    <name>SetUpCards</name>
    <message>
        <source>Open the devices page (F9), press N, and scan the five cards in this order. Print in real size (100 %). A scanner that reads no QR code skips cards 4 and 5.</source>
        <translation>Open the devices page (F9), press N, and scan the five cards in this order. Print in real size (100 %). A scanner that reads no QR code skips cards 4 and 5.</translation>
    </message>
    <message>
        <source>Guitai: set up a scanner</source>
        <translation>Guitai: set up a scanner</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Digits</translation>
    </message>
    <message>
        <source>Letters and signs</source>
        <translation>Letters and signs</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Separator</translation>
    </message>
    <message>
        <source>Long code</source>
        <translation>Long code</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinese</translation>
    </message>
    <message>
        <source>Shows how the scanner is connected, how fast it is and how a code ends.</source>
        <translation>Shows how the scanner is connected, how fast it is and how a code ends.</translation>
    </message>
    <message>
        <source>Shows whether capitals and signs arrive, and whether an input method eats letters.</source>
        <translation>Shows whether capitals and signs arrive, and whether an input method eats letters.</translation>
    </message>
    <message>
        <source>Shows what becomes of the separator (GS) between lot and serial number on medicine packs.</source>
        <translation>Shows what becomes of the separator (GS) between lot and serial number on medicine packs.</translation>
    </message>
    <message>
        <source>As long as a member code: shows whether long codes arrive whole.</source>
        <translation>As long as a member code: shows whether long codes arrive whole.</translation>
    </message>
    <message>
        <source>Shows how Chinese text arrives.</source>
        <translation>Shows how Chinese text arrives.</translation>
    </message>
</context>
<context>
    <name>SetUpPanel</name>
    <message>
        <source>Set up a scanner</source>
        <translation>Set up a scanner</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>What was said, in one line</source>
        <translation>What was said, in one line</translation>
    </message>
    <message>
        <source>Side effects</source>
        <translation>Side effects</translation>
    </message>
    <message>
        <source>Visit note</source>
        <translation>Visit note</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>Blood pressure</translation>
    </message>
    <message>
        <source>Glucose</source>
        <translation>Glucose</translation>
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
        <source>Came to an event</source>
        <translation>Came to an event</translation>
    </message>
    <message>
        <source>Show the name</source>
        <translation>Show the name</translation>
    </message>
    <message>
        <source>Somebody else buys</source>
        <translation>Somebody else buys</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Fasting</source>
        <translation>Fasting</translation>
    </message>
    <message>
        <source>Not fasting</source>
        <translation>Not fasting</translation>
    </message>
    <message>
        <source>Upper and lower, such as 128 82</source>
        <translation>Upper and lower, such as 128 82</translation>
    </message>
    <message>
        <source>6.8; mg/dL is converted</source>
        <translation>6.8; mg/dL is converted</translation>
    </message>
    <message>
        <source>%1 mg/dL is %2</source>
        <translation>%1 mg/dL is %2</translation>
    </message>
    <message>
        <source>beyond no limit, which is not to say normal</source>
        <translation>beyond no limit, which is not to say normal</translation>
    </message>
    <message>
        <source>above the usual range</source>
        <translation>above the usual range</translation>
    </message>
    <message>
        <source>below the usual range</source>
        <translation>below the usual range</translation>
    </message>
    <message>
        <source>needs a doctor now: check the figure</source>
        <translation>needs a doctor now: check the figure</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>no %1</translation>
    </message>
    <message>
        <source>Recognised: %1</source>
        <translation>Recognised: %1</translation>
    </message>
    <message>
        <source>Draft of %1, not saved</source>
        <translation>Draft of %1, not saved</translation>
    </message>
    <message>
        <source>Throw this draft away</source>
        <translation>Throw this draft away</translation>
    </message>
    <message>
        <source>Answered: %1</source>
        <translation>Answered: %1</translation>
    </message>
    <message>
        <source>Draft thrown away</source>
        <translation>Draft thrown away</translation>
    </message>
    <message>
        <source>Recorded: %1</source>
        <translation>Recorded: %1</translation>
    </message>
    <message>
        <source>What is it about? One key records it.</source>
        <translation>What is it about? One key records it.</translation>
    </message>
    <message>
        <source>To which one? One key records it.</source>
        <translation>To which one? One key records it.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>Refill</translation>
    </message>
    <message>
        <source>Name of the buyer</source>
        <translation>Name of the buyer</translation>
    </message>
    <message>
        <source>The buyer showed</source>
        <translation>The buyer showed</translation>
    </message>
    <message>
        <source>Look at both papers: the buyer&apos;s and the customer&apos;s. Enter says that both were seen. It goes with the purchase of now. No number of a paper is kept.</source>
        <translation>Look at both papers: the buyer&apos;s and the customer&apos;s. Enter says that both were seen. It goes with the purchase of now. No number of a paper is kept.</translation>
    </message>
    <message>
        <source>Why, in one line (goes along)</source>
        <translation>Why, in one line (goes along)</translation>
    </message>
    <message>
        <source>Anybody in the store</source>
        <translation>Anybody in the store</translation>
    </message>
</context>
<context>
    <name>SideEffect</name>
    <message>
        <source>Dizzy</source>
        <translation>Dizzy</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Weak</translation>
    </message>
    <message>
        <source>Stomach</source>
        <translation>Stomach</translation>
    </message>
    <message>
        <source>Diarrhoea</source>
        <translation>Diarrhoea</translation>
    </message>
    <message>
        <source>Rash</source>
        <translation>Rash</translation>
    </message>
    <message>
        <source>Dry cough</source>
        <translation>Dry cough</translation>
    </message>
    <message>
        <source>Swelling</source>
        <translation>Swelling</translation>
    </message>
    <message>
        <source>Low glucose</source>
        <translation>Low glucose</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergy</translation>
    </message>
    <message>
        <source>Bleeding</source>
        <translation>Bleeding</translation>
    </message>
    <message>
        <source>Blood pressure</source>
        <translation>Blood pressure</translation>
    </message>
    <message>
        <source>Chest pain</source>
        <translation>Chest pain</translation>
    </message>
    <message>
        <source>Missed doses</source>
        <translation>Missed doses</translation>
    </message>
    <message>
        <source>Pregnant or nursing</source>
        <translation>Pregnant or nursing</translation>
    </message>
    <message>
        <source>Bought for somebody else</source>
        <translation>Bought for somebody else</translation>
    </message>
    <message>
        <source>Side effect</source>
        <translation>Side effect</translation>
    </message>
    <message>
        <source>Stopped taking it</source>
        <translation>Stopped taking it</translation>
    </message>
    <message>
        <source>How to take it</source>
        <translation>How to take it</translation>
    </message>
</context>
<context>
    <name>SketchView</name>
    <message>
        <source>What is sent of this page</source>
        <translation>What is sent of this page</translation>
    </message>
</context>
<context>
    <name>SlipSheet</name>
    <message>
        <source>Hold by phone</source>
        <translation>Hold by phone</translation>
    </message>
    <message>
        <source>Call before the customer leaves: the figure is not live, and only the other store&apos;s word holds it. Nothing is sent and nothing is noted here.</source>
        <translation>Call before the customer leaves: the figure is not live, and only the other store&apos;s word holds it. Nothing is sent and nothing is noted here.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Had %1, as of %2, %3 sure</source>
        <translation>Had %1, as of %2, %3 sure</translation>
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
    <message>
        <source>Training, nothing is sent</source>
        <translation>Training, nothing is sent</translation>
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
    <name>Stock</name>
    <message>
        <source>Is there any?</source>
        <translation>Is there any?</translation>
    </message>
    <message>
        <source>Short this week</source>
        <translation>Short this week</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>today %1</translation>
    </message>
    <message>
        <source>Here: %1</source>
        <translation>Here: %1</translation>
    </message>
    <message>
        <source>as of %1, %2 ago</source>
        <translation>as of %1, %2 ago</translation>
    </message>
    <message>
        <source>%1 sure of the figure</source>
        <translation>%1 sure of the figure</translation>
    </message>
    <message>
        <source>Have it held</source>
        <translation>Have it held</translation>
    </message>
    <message>
        <source>Have it held: %1</source>
        <translation>Have it held: %1</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>not for this customer</source>
        <translation>not for this customer</translation>
    </message>
    <message>
        <source>the same, another pack size</source>
        <translation>the same, another pack size</translation>
    </message>
    <message>
        <source>other choice, the customer decides</source>
        <translation>other choice, the customer decides</translation>
    </message>
    <message>
        <source>needs the doctor&apos;s word</source>
        <translation>needs the doctor&apos;s word</translation>
    </message>
    <message>
        <source>Not for %1 without asking the doctor: %2</source>
        <translation>Not for %1 without asking the doctor: %2</translation>
    </message>
    <message>
        <source>Nothing in the file of %1 speaks against it, by the allergies noted and HQ&apos;s rules. What nobody noted is not there.</source>
        <translation>Nothing in the file of %1 speaks against it, by the allergies noted and HQ&apos;s rules. What nobody noted is not there.</translation>
    </message>
    <message>
        <source>insurance class A</source>
        <translation>insurance class A</translation>
    </message>
    <message>
        <source>insurance class B</source>
        <translation>insurance class B</translation>
    </message>
</context>
<context>
    <name>StockDetail</name>
    <message>
        <source>What is said of it</source>
        <translation>What is said of it</translation>
    </message>
    <message>
        <source>Stores nearby</source>
        <translation>Stores nearby</translation>
    </message>
    <message>
        <source>Instead</source>
        <translation>Instead</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Store</translation>
    </message>
    <message>
        <source>Had</source>
        <translation>Had</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>As of</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Who decides</source>
        <translation>Who decides</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>Runs out</translation>
    </message>
    <message>
        <source>Bought last</source>
        <translation>Bought last</translation>
    </message>
    <message>
        <source>Whose own runs out</source>
        <translation>Whose own runs out</translation>
    </message>
    <message>
        <source>Sure of it</source>
        <translation>Sure of it</translation>
    </message>
    <message>
        <source>HQ has named no store nearby yet.</source>
        <translation>HQ has named no store nearby yet.</translation>
    </message>
    <message>
        <source>No store nearby is known to have it: there is none to hold it.</source>
        <translation>No store nearby is known to have it: there is none to hold it.</translation>
    </message>
    <message>
        <source>HQ has named nothing that may stand in for it.</source>
        <translation>HQ has named nothing that may stand in for it.</translation>
    </message>
    <message>
        <source>%1 chronic customers run out of it within 7 days</source>
        <translation>%1 chronic customers run out of it within 7 days</translation>
    </message>
    <message>
        <source>Here: %1 · they bought %2 packs last time</source>
        <translation>Here: %1 · they bought %2 packs last time</translation>
    </message>
    <message>
        <source>%1 packs</source>
        <translation>%1 packs</translation>
    </message>
    <message>
        <source>Going through this week…</source>
        <translation>Going through this week…</translation>
    </message>
    <message>
        <source>Nothing is short this week</source>
        <translation>Nothing is short this week</translation>
    </message>
    <message>
        <source>For everybody whose medicine runs out within 7 days there is enough.</source>
        <translation>For everybody whose medicine runs out within 7 days there is enough.</translation>
    </message>
    <message>
        <source>This week was not gone through</source>
        <translation>This week was not gone through</translation>
    </message>
    <message>
        <source>It is gone through anew whenever this list is opened.</source>
        <translation>It is gone through anew whenever this list is opened.</translation>
    </message>
    <message>
        <source>No such medicine</source>
        <translation>No such medicine</translation>
    </message>
    <message>
        <source>Try fewer letters, another name, or scan the package.</source>
        <translation>Try fewer letters, another name, or scan the package.</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>Looking it up…</translation>
    </message>
    <message>
        <source>Do you have …?</source>
        <translation>Do you have …?</translation>
    </message>
    <message>
        <source>Scan a package, or type four pinyin initials and press Enter.</source>
        <translation>Scan a package, or type four pinyin initials and press Enter.</translation>
    </message>
</context>
<context>
    <name>StockPage</name>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>Medicine</translation>
    </message>
    <message>
        <source>Scan, or a name, or four pinyin initials: akbt</source>
        <translation>Scan, or a name, or four pinyin initials: akbt</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Here</translation>
    </message>
    <message>
        <source>Medicines</source>
        <translation>Medicines</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
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
        <source>Hand over</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Wants no reminders: do not call or write; ask when they come.</source>
        <translation>Wants no reminders: do not call or write; ask when they come.</translation>
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
    <message>
        <source>%1 of %2, + for the next</source>
        <translation>%1 of %2, + for the next</translation>
    </message>
</context>
<context>
    <name>Tier</name>
    <message>
        <source>%1 visits</source>
        <translation>%1 visits</translation>
    </message>
    <message>
        <source>for %1 in 12 months</source>
        <translation>for %1 in 12 months</translation>
    </message>
    <message>
        <source>by HQ</source>
        <translation>by HQ</translation>
    </message>
    <message>
        <source>to A: %1 or %2 visits more</source>
        <translation>to A: %1 or %2 visits more</translation>
    </message>
    <message>
        <source>Service: %1</source>
        <translation>Service: %1</translation>
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
        <source>HQ&apos;s rules</source>
        <translation>HQ&apos;s rules</translation>
    </message>
    <message>
        <source>%1 in force</source>
        <translation>%1 in force</translation>
    </message>
    <message>
        <source>store checked: %1 %</source>
        <translation>store checked: %1 %</translation>
    </message>
    <message>
        <source>%1 looked at</source>
        <translation>%1 looked at</translation>
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
        <source>Locked: HQ wants this till back</source>
        <translation>Locked: HQ wants this till back</translation>
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
        <source>entered in error, withdrawn</source>
        <translation>entered in error, withdrawn</translation>
    </message>
    <message>
        <source>Bought %1 items</source>
        <translation>Bought %1 items</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>Follow-up: %1</source>
        <translation>Follow-up: %1</translation>
    </message>
    <message>
        <source>Came to an event</source>
        <translation>Came to an event</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>Refill</source>
        <translation>Refill</translation>
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
    <message>
        <source>Lock, or let somebody else work (F12)</source>
        <translation>Lock, or let somebody else work (F12)</translation>
    </message>
</context>
<context>
    <name>TrainingBanner</name>
    <message>
        <source>Training: everybody here is made up, and nothing is sent to HQ</source>
        <translation>Training: everybody here is made up, and nothing is sent to HQ</translation>
    </message>
</context>
<context>
    <name>Trend</name>
    <message>
        <source>%1 readings since %2: %3</source>
        <translation>%1 readings since %2: %3</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Last customer:</source>
        <translation>Last customer:</translation>
    </message>
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
    <name>Why</name>
    <message>
        <source>Stands here without the card</source>
        <translation>Stands here without the card</translation>
    </message>
    <message>
        <source>Is on the phone</source>
        <translation>Is on the phone</translation>
    </message>
    <message>
        <source>Is to be called: a task, a medicine</source>
        <translation>Is to be called: a task, a medicine</translation>
    </message>
    <message>
        <source>Checks or corrects the file</source>
        <translation>Checks or corrects the file</translation>
    </message>
    <message>
        <source>Somebody fetches for them</source>
        <translation>Somebody fetches for them</translation>
    </message>
    <message>
        <source>Asked for their own data</source>
        <translation>Asked for their own data</translation>
    </message>
    <message>
        <source>What is the full name needed for? It is noted with your name.</source>
        <translation>What is the full name needed for? It is noted with your name.</translation>
    </message>
    <message>
        <source>Do not show it</source>
        <translation>Do not show it</translation>
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
<context>
    <name>_Sheet</name>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
</context>
</TS>
