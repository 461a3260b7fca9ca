Attribute VB_Name = "Commands"
Option Explicit
Option Private Module

Private Declare PtrSafe Function MessageBox Lib "user32" Alias "MessageBoxW" ( _
    ByVal window As LongPtr, ByVal text As LongPtr, ByVal caption As LongPtr, ByVal buttons As Long) As Long

Private Const LARGEST_LOG As Long = 1000000

Private running As Boolean

' Runs one command of the ribbon. A click that Excel takes while it waits for Python is none.
Public Sub RunCommand(ByVal command As String)
    If OnMac() Then
        RunOnMac command
    ElseIf Not running Then
        running = True
        RunInPython command
        running = False
    End If
End Sub

' Python gets the command's name as a value and this Excel as an object: several may run, and one without a workbook
' cannot be found from outside. No workbook and no name of one is passed on. A command is never run twice on its own, so
' whether Python is still there is asked before.
Private Sub RunInPython(ByVal command As String)
    Dim python As Object
    HoldExcel
    On Error GoTo failed
    If Not IsThere() Then Forget
    Set python = Server()
    python.Call python.Module("arrears.addin"), "run", python.Tuple(command, Application)
    ReleaseExcel
    Exit Sub
failed:
    KeepInLog command & ": " & Err.Description
    RestoreExcel
    Forget
    Say Said("addin.failed") & vbCrLf & vbCrLf & Setting("log")
End Sub

' MsgBox knows only the system's code page; this shows any language.
Public Sub Say(ByVal sentence As String)
    Dim caption As String
    caption = "Arrears"
    #If Mac Then
        MsgBox sentence, vbInformation, caption
    #Else
        MessageBox Application.Hwnd, StrPtr(sentence), StrPtr(caption), vbInformation
    #End If
End Sub

' Where an error came from is for whoever helps, so it goes to a file and never into a cell or a message.
Public Sub KeepInLog(ByVal entry As String)
    Dim number As Integer, size As Long
    On Error Resume Next
    size = FileLen(Setting("log"))
    number = FreeFile
    If size > LARGEST_LOG Then
        Open Setting("log") For Output As #number
    Else
        Open Setting("log") For Append As #number
    End If
    Print #number, Format$(Now, "yyyy-mm-dd hh:nn:ss") & " " & entry
    Close #number
End Sub
