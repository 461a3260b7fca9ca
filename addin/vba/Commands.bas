Attribute VB_Name = "Commands"
Option Explicit
Option Private Module

Private Declare PtrSafe Function MessageBox Lib "user32" Alias "MessageBoxW" ( _
    ByVal window As LongPtr, ByVal text As LongPtr, ByVal caption As LongPtr, ByVal buttons As Long) As Long

Private Const LARGEST_LOG As Long = 1000000

' Runs one command of the ribbon. Python gets the command's name as a value and the active workbook as an object, which
' xlwings.Book.caller gives there: of several Excels that run it is the right one. No workbook's name is passed on.
Public Sub RunCommand(ByVal command As String)
    Dim python As Object
    If OnMac() Then
        RunOnMac command
        Exit Sub
    End If
    On Error GoTo failed
    Set python = LiveServer()
    python.SetAttr python.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    python.Call python.Module("arrears.addin"), "run", python.Tuple(command)
    Exit Sub
failed:
    KeepInLog command & ": " & Err.Description
    Forget
    Say Said("addin.failed") & vbCrLf & vbCrLf & Setting("log")
End Sub

' A command is never run twice on its own, so the server is asked whether it is there before, not after.
Private Function LiveServer() As Object
    On Error GoTo gone
    Server.Bool True
    Set LiveServer = Server()
    Exit Function
gone:
    Forget
    Set LiveServer = Server()
End Function

' MsgBox knows only the system's code page; this shows any language.
Public Sub Say(ByVal sentence As String)
    Dim caption As String
    caption = "Arrears"
    If OnMac() Then
        MsgBox sentence, vbInformation, caption
    Else
        MessageBox Application.Hwnd, StrPtr(sentence), StrPtr(caption), vbInformation
    End If
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
